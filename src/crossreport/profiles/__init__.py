"""The coders' profiles: one YAML file of rules each, and the tables of vague numbers that they choose from."""
