"""Checked, immutable releases: inference, SHACL, manifest, writing and swapping."""
