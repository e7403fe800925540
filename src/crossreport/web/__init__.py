"""The pages: what the library answers, as pages to read and review in, and the same answers as JSON."""
