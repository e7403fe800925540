"""Words of reports as they may be shown: reports are not trusted, and a terminal or a page must not obey them."""

# What stands where words held a terminal's command, or a sign that sets what follows in another direction.
UNSEEN = "\ufffd"
COMMANDS: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A)), UNSEEN),
    **dict.fromkeys(range(0x09, 0x0E), " "),
    # Signs that nobody sees and that say nothing: a soft hyphen, spaces without width.
    **dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF)),
    0x0A: "\n",
}


def plain(text: object) -> str:
    """Text without the signs that command, hide or turn its direction: a report may hold them to look like others."""
    shown = str(text)
    return shown if shown.isascii() and shown.isprintable() else shown.translate(COMMANDS)
