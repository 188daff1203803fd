"""Words: languages, scripts, segmentation, synonyms, names of countries."""
