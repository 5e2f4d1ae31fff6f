"""Records to RDF: vocabulary, IRIs, mapping, links between inspections."""
