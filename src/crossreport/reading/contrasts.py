"""What "not" stands beside: who is named to be ruled out ("six soldiers, not five, who were killed"), or not alone.

The parser hangs what follows on the words that are ruled out, so that five would have been killed; and of "not only five
soldiers but also a nurse" it makes two subjects that share nothing.
"""

from crossreport.reading.parsed import Doc, Token


def mend_contrasts(doc: Doc) -> None:
    """Hangs what stands behind a denied aside on the noun before it."""
    for token in doc if " not " in doc.text else ():
        if token.dep_ in ("appos", "conj") and _is_denied_aside(token):
            for child in [one for one in token.children if one.dep_ in ("relcl", "acl") and one.i > token.i]:
                if any(doc[i].text == "," for i in range(token.i + 1, child.left_edge.i)):
                    child.hang(token.head, child.dep_)
    for token in doc:
        if token.lower_ == "only" and token.i > 0 and token.nbor(-1).lower_ == "not":
            _join_to_others(token)


def _join_to_others(only: Token) -> None:
    """Makes a row of "not only five soldiers but also a nurse"."""
    first = only
    while first.pos_ not in ("NOUN", "PROPN") and first.head is not first:
        first = first.head
    but = next((one for one in first.doc[first.i + 1 : only.sent.end] if one.lower_ == "but"), None)
    if first.pos_ not in ("NOUN", "PROPN") or first.i < only.i or but is None:
        return
    for second in [one for one in first.head.children if one.dep_ == first.dep_ and one.i > but.i]:
        behind = [token.lower_ for token in first.doc[but.i + 1 : second.left_edge.i]]
        if behind in ([], ["also"], ["even"]):
            but.hang(first, "cc")
            second.hang(first, "conj")
            return


def _is_denied_aside(token: Token) -> bool:
    """Is it "not five" behind a comma, beside the noun that it hangs on?"""
    first = next((one for one in token.children if one.lower_ == "not" and one.i < token.i), None)
    return first is not None and first.i > token.head.i and first.nbor(-1).text in (",", "-", "–", "—")
