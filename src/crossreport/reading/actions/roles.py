"""Who acts and on whom: the nouns of a verb's or noun's roles, and the actors that they name."""

from crossreport.model.happened import Party
from crossreport.reading.actions.words import Match, nouns
from crossreport.reading.layout import Document
from crossreport.reading.parsed import Token
from crossreport.reading.said.modality import children, exception, is_cleft, is_cut_off, is_negated, is_passive, subject
from crossreport.reading.said.source_words import phrase, short_name
from crossreport.reading.said.speakers import PRONOUNS, Speakers
from crossreport.vocabulary.load import words

UNKNOWN = frozenset({"someone", "somebody", "anyone", "anybody"})
SINGLE = frozenset({"he", "she", "him", "her"})
# After these stands where an attack was, not who made it.
SITED = ("at", "in", "on", "near", "outside", "against", "inside")


class Roles:
    """The actors of one report, by the nouns that name them."""

    def __init__(self, document: Document, speakers: Speakers) -> None:
        self.document = document
        self.speakers = speakers

    def of_noun(self, noun: Token) -> tuple[Party | None, Party | None]:
        """The actor and the recipient of an act told by a noun: whose it is or "by" whom, and on, against or of whom."""
        owners = [c for c in noun.children if c.dep_ in ("poss", "compound", "amod", "nmod") and not _is_linked(c, noun)]
        by = [p for c in children(noun, "prep", "agent") if _is_by(c, "by", "between") for p in children(c, "pobj")]
        of = any(c.lower_ == "of" for c in children(noun, "prep"))
        befalls = noun.lemma_.lower() in words("actions", "befalling") and not of
        struck = [c for c in owners if c.dep_ == "poss"] if befalls else []
        owners = [
            c for c in owners if c not in struck and not ((befalls or _is_site(c, noun)) and self._is_where_or_whom(c))
        ]
        onto = [
            p
            for c in children(noun, "prep")
            if c.lower_ in ("on", "against", "with", "of", "to")
            for p in children(c, "pobj")
        ]
        actor = next((party for one in by if (party := self.party(one))), None)
        actor = actor or next((party for one in owners if (party := self.party(one, strict=True))), None)
        recipient = next((party for one in [*struck, *onto] if (party := self.party(one, strict=True))), None)
        if recipient is None and by:
            recipient = next((party for c in children(by[0], "conj") if (party := self.party(c, strict=True))), None)
        return actor, recipient

    def _is_where_or_whom(self, owner: Token) -> bool:
        """Does a name before what befalls people say where or whom ("the Kessik abduction"), not who?"""
        party = self.speakers.party_of(owner) if owner.dep_ == "compound" else None
        return party is not None and party.kind != "government" and party.sector is None and party.country is None

    def doer(self, noun: Token, verb: Token) -> Party | None:
        """The actor at a subject; whose an act is that does it ("a Varland raid killed two", "the attack by X on a market,
        which killed two")."""
        site = verb.dep_ == "relcl" and noun.dep_ == "pobj" and noun.head.lower_ in SITED
        for one in [noun, *(noun.ancestors if site else ())]:
            if one.pos_ in ("VERB", "AUX"):
                break
            if one.lemma_.lower() in words("actions", "things"):
                return self._behind(one)
            violent = nouns().get(one.lemma_.lower(), ("", None))[0] == "ASSAULT"
            if violent and self.speakers.party_of(one) is None:
                return self.of_noun(one)[0]
        return self.party(noun)

    def _behind(self, thing: Token) -> Party | None:
        """Whose a thing is that hits somebody ("the gang's bomb"); not where that was ("a bullet in Orlen")."""
        owners = (self.speakers.party_of(c) for c in thing.children if c.dep_ in ("poss", "compound", "amod", "nmod"))
        return next((party for party in owners if party is not None and (party.kind != "place" or party.country)), None)

    def sure(self, noun: Token) -> bool:
        """May what a noun or pronoun means be named as who did violence?

        A "he" only where nobody else can be meant, by a name that is the subject of its clause, and no official's who only
        tells of it.
        """
        if noun.lower_ not in SINGLE:
            return True
        meant = self.speakers.sure_antecedent(noun)
        if meant is None or meant.dep_ not in ("nsubj", "nsubjpass"):
            return False
        party = self.speakers.party_of(meant)
        tells = meant.head.lemma_.lower() in words("actions", "speech")
        return not (tells and party is not None and party.role)

    def party(self, noun: Token, strict: bool = False) -> Party | None:
        """The actor that a noun names: itself, whoever a pronoun means, or the body within its phrase ("X's cabinet")."""
        if noun.lower_ in ("who", "that", "which", "what"):
            return None
        if noun.lower_ in PRONOUNS:
            meant = self.speakers.antecedent(noun)
            return self.party(meant, strict) if meant is not None else None
        found = self.speakers.party_of(noun)
        if found is not None:
            return found
        within = [
            c
            for c in noun.subtree
            if c.dep_ in ("poss", "compound", "amod", "nmod", "pobj", "appos", "det") and c.i - noun.i < 8
        ]
        if noun.lower_ in UNKNOWN:  # "Someone in a Jeep" is somebody in it; "someone of the militia" is of the militia
            within = [c for c in within if c.dep_ == "pobj" and c.head.lower_ in ("of", "from")]
        inner = [party for c in within if _is_near(c, noun) and (party := self.speakers.party_of(c)) is not None]
        if _is_somebody(noun):  # "A Killdeer man": a name that is nobody's the record knows says where he is from
            inner = [party for party in inner if party.sector or party.country]
        if inner:
            return inner[0]
        if strict or noun.pos_ not in ("NOUN", "PROPN"):
            return None
        name = short_name(noun)
        return Party(
            name=name,
            key=name.lower(),
            span=self.document.of(phrase(noun)),
            sentence=self.document.sentence_of(self.document.of(phrase(noun))),
        )


def carries_out(governor: Token, plover: str) -> bool:
    """Does the verb's subject do what its object names: "launched an attack", not "condemned the attack"?

    Who announces talks holds them; who announces a killing need not be who killed.
    """
    told = governor.lemma_.lower()
    if plover == "ASSAULT" and told in words("actions", "makes_known"):
        return False
    return told in words("actions", "carries_out") and not is_passive(governor)


def is_looked_into(verb: Token) -> bool:
    """Is it the deed into which somebody looks, read as theirs ("police are investigating the Sunday shooting death")?"""
    if verb.tag_ != "VBG" or children(verb, "nsubj", "aux"):
        return False
    return any(one.lemma_.lower() in ("death", "deaths") for one in children(verb, "dobj", "obj")) or (
        verb.dep_ in ("advcl", "xcomp") and verb.head.lemma_.lower() in words("actions", "looks_into")
    )


def _is_near(token: Token, noun: Token) -> bool:
    """Does a modifier belong to the noun itself, or to its "of" phrase, not to a clause in it?"""
    here, steps = token, 0
    while here != noun and steps < 4:
        if here.dep_ in ("relcl", "acl", "conj", "advcl") or (
            here.dep_ == "prep" and here.lower_ not in ("of", "from", "in")
        ):
            return False
        here, steps = here.head, steps + 1
    return here == noun


def _shares_passive(verb: Token) -> bool:
    """ "was arrested and charged": the second participle of a row is as passive as the first."""
    if verb.dep_ != "conj" or verb.tag_ not in ("VBN", "VBD") or children(verb, "nsubj", "aux", "dobj"):
        return False
    return is_passive(verb.head) or _shares_passive(verb.head)


def _is_clipped(verb: Token) -> bool:
    """ "Trains collide, one worker injured": a passive without its "was", since nobody injures without an object."""
    return (
        verb.tag_ in ("VBN", "VBD")
        and verb.lemma_ in words("actions", "needs_object")
        and not any(
            child.i > verb.i and not is_cut_off(verb, child) for child in children(verb, "dobj", "obj", "dative", "ccomp")
        )
        and not children(verb, "aux")
    )


def _is_by(word: Token, *forms: str) -> bool:
    """Does it say by whom; not "killed, but not by the army", which says by whom it was not."""
    return word.lower_ in forms and not children(word, "neg")


def _is_ruled_out(verb: Token) -> bool:
    """ "It was not the army that killed them", "cleared of killing them": who did not do it, as it is told."""
    if verb.dep_ == "pcomp" and verb.head.head.lemma_ in words("actions", "clears"):
        return True
    return is_cleft(verb) and is_negated(verb.head.head if verb.dep_ == "relcl" else verb.head)


def _is_found(verb: Token) -> bool:
    """ "Found shot dead", "left wounded": what had been done to those who were found, by others than the finder."""
    plain = verb.tag_ == "VBN" and not children(verb, "aux", "auxpass")
    return verb.dep_ in ("xcomp", "ccomp") and plain and verb.head.lemma_ in words("harm", "find_verbs")


def _meant(noun: Token) -> Token:
    """ "Shelled not Talim but Orlen", "no one but police fired": which of the two is told of."""
    if noun.left_edge.lower_ == "not" and any(child.lower_ == "but" for child in children(noun, "cc")):
        return next(iter(children(noun, "conj")), noun)
    return (exception(noun) if noun.lower_ in ("one", "nobody", "none") else None) or noun


def roles_of(verb: Token, match: Match) -> tuple[Token | None, list[Token]]:
    """The noun of the actor, and the nouns that may be the recipient, nearest first."""
    preps = [
        p
        for token in match.tokens
        for c in (token, *token.children)
        if c.dep_ in ("prep", "dative", "agent") or c.lower_ in ("with", "to")
        for p in children(c, "pobj")
        if c.lower_ in words("actions", "recipient_preps") and p.lower_ not in words("actions", "beholding")
    ]
    if _is_found(verb):
        above = children(verb.head, "nsubjpass" if is_passive(verb.head) else "dobj")
        return None, [*(children(verb, "nsubj", "nsubjpass") or above), *preps]
    if is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ == "acl") or _is_clipped(verb) or _shares_passive(verb):
        by = [p for c in children(verb, "agent", "prep") if _is_by(c, "by") for p in children(c, "pobj")]
        patient = (
            children(verb, "nsubjpass")
            or ([verb.head] if verb.dep_ == "acl" else [])
            or [one for one in [subject(verb)] if one is not None]
        )
        return (by[0] if by else None), [*map(_meant, patient), *preps]
    things = [_meant(thing) for thing in children(verb, "dative", "dobj", "obj")]
    clause = [
        s
        for c in children(verb, "ccomp")
        for s in children(c, "nsubj", "nsubjpass")
        if match.plover in ("REQUEST", "ACCUSE", "THREATEN")
    ]
    inside = [
        p
        for one in things
        for c in children(one, "prep")
        for p in children(c, "pobj")
        if c.lower_ in words("actions", "recipient_preps")
    ]
    owners = [p for one in things for p in children(one, "poss", "amod", "compound")]
    people = [one for one in things if one != match.thing]
    doer = None if _is_ruled_out(verb) else subject(verb)
    return (_meant(doer) if doer is not None else None), [*people, *clause, *preps, *inside, *owners]


def _is_somebody(noun: Token) -> bool:
    """Is it a plain word for one person?"""
    kinds = ("person", "child", "woman", "man")
    return noun.tag_ == "NN" and any(noun.lemma_.lower() in words("persons", kind) for kind in kinds)


def is_its_name(verb: Token, doer: Token) -> bool:
    """ "Ravenel shooting leaves two dead", "released video of a drive-by shooting": a deed's name, read as a verb."""
    bare = verb.tag_ == "VBG" and not children(verb, "aux", "dobj", "obj", "ccomp")
    described = any(child.i < verb.i for child in children(verb, "det", "amod", "compound", "nummod"))
    return bare and (doer.i == verb.i - 1 or described) and verb.lower_ in words("actions", "befalling")


def _is_linked(owner: Token, noun: Token) -> bool:
    """ "The first officer-involved shooting": somebody had to do with it; who did it is not said."""
    between = owner.doc[owner.i : noun.i]
    return any(one.lower_ in words("actions", "linked") and one.i and one.nbor(-1).text == "-" for one in between)


def _is_site(owner: Token, noun: Token) -> bool:
    """ "The Orlen bus station bombing": the name is that of the station, and who bombed it is not said."""
    between = owner.doc[owner.i : noun.i]
    return owner.dep_ != "poss" and any(one.lemma_.lower() in words("actions", "sites") for one in between)
