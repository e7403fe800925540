"""Ways to run the reading of many reports: in this process, or in several."""
