"""Who a source is: its fullest name and role in the report, its kind, and the last person or body a pronoun can mean."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from crossreport.model.happened import Party
from crossreport.reading.captions import is_caption
from crossreport.reading.layout import Document, Sentence
from crossreport.reading.parsed import Token, Tokens
from crossreport.reading.said.he_or_she import SEXES, own_subject, same_subject, sex_of, teller_above
from crossreport.reading.said.quotes import Quotation, read_quotations
from crossreport.reading.said.source_words import kind_of_words, short_name, short_name_without
from crossreport.vocabulary.load import vocabulary, words

PRONOUNS = {
    "he": "one",
    "she": "one",
    "they": "many",
    "it": "body",
    "his": "one",
    "her": "one",
    "their": "many",
    "its": "body",
    "him": "one",
    "them": "many",
    "both": "many",
    "who": "any",
    "i": "self",
    "we": "self",
    "that": "any",
    "which": "any",
}
SECTORS = {
    "COP": "police",
    "MIL": "military",
    "GOV": "government",
    "JUD": "court",
    "LEG": "government",
    "JRN": "media",
    "REB": "armed_group",
    "UAF": "armed_group",
    "MED": "medic",
    "SPY": "government",
    "OPP": "opposition",
    "PTY": "opposition",
    "REL": "clergy",
    "EDU": "expert",
    "BUS": "company",
}
# Too many hold these in one report for the bare word to point at one of them.
GENERAL = frozenset({"official", "officer", "minister", "police", "witness", "source", "leader", "member", "doctor"})


def speakers_of(document: Document, parties: Sequence[Party]) -> "Speakers":
    """The speakers of a report: the same ones for all who read it with the same parties."""
    known = document.made.get("speakers")
    if known is None or known[0] != tuple(parties):
        known = document.made["speakers"] = (tuple(parties), Speakers(document, tuple(parties)))
    found: Speakers = known[1]
    return found


class Speakers:
    """The speakers of one report: names as they come, so that a bare name finds its title and a pronoun its person."""

    def __init__(self, document: Document, parties: tuple[Party, ...]) -> None:
        self._document = document
        self.quotations = read_quotations(document)
        self._found: dict[tuple[int, int], Party | None] = {}
        self._at: list[tuple[int, int, Party]] = sorted(
            ((*document.range(party.span), party) for party in parties if party.span is not None), key=lambda item: item[:2]
        )
        self._starts = [start for start, _, _ in self._at]
        self._longest = max((end - start for start, end, _ in self._at), default=0)
        self._known_sexes: dict[str, str] | None = None
        self._names: dict[Token, str] = {}
        self._fitting: dict[tuple[int, str], list[Token]] = {}
        self._meant: dict[tuple[Token, bool], Token | None] = {}
        self._full: dict[str, str] = {}
        self._roles: dict[str, str] = {}
        self._collect()
        for _, _, party in self._at:
            if party.kind == "person":
                self._full[party.key] = party.name
                if party.role:
                    self._roles[party.key] = party.role

    def _collect(self) -> None:
        """Fullest name and the role words of every personal name in the report, keyed by its last word."""
        for found in self._document.entities:
            if found.label_ != "PERSON" or found[-1].pos_ != "PROPN":
                continue
            sentence = self._document.sentence_at(found.start_char)
            if sentence is None or not sentence.is_read:
                continue
            key = found[-1].lower_
            name = found.text
            if len(name.split()) > len(self._full.get(key, "").split()):
                self._full[key] = name
            role = _role(found)
            if role and len(role) > len(self._roles.get(key, "")):
                self._roles[key] = role

    def party_at(self, start: int, end: int) -> Party | None:
        """The longest party that overlaps these document offsets."""
        if (start, end) not in self._found:
            near = self._at[bisect_right(self._starts, start - self._longest) : bisect_left(self._starts, end)]
            found = [(b - a, party) for a, b, party in near if b > start]
            self._found[start, end] = max(found, key=lambda item: item[0])[1] if found else None
        return self._found[start, end]

    def party_of(self, noun: Token) -> Party | None:
        """The party that a noun's own words (not its modifiers far away) name."""
        return self.party_at(noun.idx, noun.idx + len(noun.text))

    def name(self, noun: Token) -> str:
        """The fullest name and role of the speaker at this noun, of several speakers all; never a pronoun's own words."""
        names = self.names(noun)
        return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]

    def names(self, noun: Token) -> list[str]:
        """The names and roles of the speaker at this noun and of those joined to it."""
        kinds = ("PROPN", "NOUN", "PRON", noun.pos_)
        rest = [self._single(c) for c in noun.children if c.dep_ == "conj" and c.pos_ in kinds]
        return [self._single(noun), *[one for one in rest if one.lower() not in PRONOUNS]]

    def person(self, noun: Token) -> str | None:
        """The surname of the one person in the report to whom a bare role points ("the secretary"), or None."""
        if not any(c.lower_ in ("the", "this") for c in noun.children) or self.party_key(noun):
            return None
        lemma = noun.lemma_.lower()
        held = [key for key, role in self._roles.items() if _office(role) == lemma]
        return held[0] if len(held) == 1 and lemma not in GENERAL else None

    def appositive(self, noun: Token) -> Token | None:
        """The person's name that stands beside a role ("the foreign minister, Ada Brun"), or None."""
        if noun.pos_ != "NOUN":
            return None
        beside = [child for child in noun.children if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > noun.i]
        return next((child for child in beside if self.party_key(child)), None)

    def party_key(self, noun: Token) -> str | None:
        """The key of the person, where a party at this noun is one."""
        party = self.party_of(noun)
        return party.key if party is not None and party.kind == "person" else None

    def _single(self, noun: Token) -> str:
        if noun not in self._names:
            self._names[noun] = self._name_and_role(noun)
        return self._names[noun]

    def _name_and_role(self, noun: Token) -> str:
        party = self.party_of(noun)
        named = self.appositive(noun)
        if named is not None:
            return self._single(named)
        meant = self.person(noun)
        if meant is not None:
            return f"{self._full.get(meant, meant)}, {self._roles[meant]}"
        if noun.pos_ == "PROPN":
            of = any(child.lower_ == "of" for child in noun.children)
            # "The Ministry of Health" is no more the "ministry" than that of defence is.
            if party is not None and party.kind != "place" and not (of and party.name.lower() == noun.lower_):
                role = party.role
                return party.name if not role or role.lower() in party.name.lower() else f"{party.name}, {role}"
            key = noun.lower_
            full = self._full.get(key)
            if full:
                role = self._roles.get(key)
                if role and role.lower() not in full.lower():
                    return f"{full}, {role}"
                return full if len(full.split()) > 1 else short_name(noun)
        return short_name(noun)

    def kind(self, name: str, noun: Token | None) -> str | None:
        """The key of speakers.yaml for a speaker."""
        found = kind_of_words(name)
        if found:
            return found
        party = self.party_of(noun) if noun is not None else None
        if party is not None:
            if party.sector in SECTORS:
                return SECTORS[party.sector]
            if party.kind in ("government", "place"):
                return str(vocabulary("speakers")["place"])
            if party.kind == "person":
                return str(vocabulary("speakers")["person"])
        if noun is not None and noun.ent_type_ == "GPE":
            return str(vocabulary("speakers")["place"])
        if noun is not None and (noun.ent_type_ == "PERSON" or noun.lower_ in ("man", "woman", "boy", "girl", "person")):
            return str(vocabulary("speakers")["person"])
        return None

    def antecedent(self, pronoun: Token, living: bool = False) -> Token | None:
        """The last noun before a pronoun that it can mean, subjects first; None where none fits within four sentences.

        `living`: the pronoun speaks, so it means nobody who is told killed.
        """
        if (pronoun, living) not in self._meant:
            self._meant[pronoun, living] = self._antecedent(pronoun, living)
        return self._meant[pronoun, living]

    def _antecedent(self, pronoun: Token, living: bool) -> Token | None:
        kind = PRONOUNS.get(pronoun.lower_, "any")
        if kind == "self":
            return None
        here = self._document.sentence_at(pronoun.idx)
        if here is None:
            return None
        if kind == "many":
            told = teller_above(pronoun)
            if told is not None:
                return told if self._fits(told, kind) else None
        same = same_subject(pronoun, here)
        if same is not None:
            return self.antecedent(same, living)
        speakers = self._speakers_of(pronoun)
        not_it = own_subject(pronoun)
        outside = self._quotation_at(pronoun) is None
        reach = 2 if kind in ("many", "body") else 5
        for index in range(here.index, max(here.index - reach, -1), -1):
            sentence = self._document.sentences[index]
            if not sentence.is_read or (index < here.index and self._is_below(sentence, here)):
                continue
            before = [
                token
                for token in self._fitting_in(sentence, kind)
                if token.i < pronoun.i
                and token != not_it
                and self._name_of(token) not in speakers
                and not (outside and self._quotation_at(token) is not None)
                and self._may_be(token, SEXES.get(pronoun.lower_))
                and not (living and _is_killed(token))
            ]
            subjects = [
                t
                for t in before
                if t.dep_ in ("nsubj", "nsubjpass") or (t.dep_ == "pobj" and t.head.head.lower_ == "according")
            ]
            main = [t for t in subjects if t.head.dep_ == "ROOT"] if index != here.index else subjects
            chosen = main or subjects or before
            if chosen:
                return chosen[-1]
        return None

    def _is_below(self, sentence: Sentence, here: Sentence) -> bool:
        """Does a sentence stand in another paragraph that is a picture's caption? The text does not go on from there."""
        return sentence.paragraph.index != here.paragraph.index and is_caption(self._document, sentence.paragraph)

    def sure_antecedent(self, pronoun: Token) -> Token | None:
        """What a pronoun means where nobody else in its sentence, or in those back to the noun, can be meant; else None.

        Good enough to write the name for the pronoun in words that are shown as the report's.
        """
        found = self.antecedent(pronoun)
        here = self._document.sentence_at(pronoun.idx)
        there = self._document.sentence_at(found.idx) if found is not None else None
        if found is None or here is None or there is None or self._is_the_other(pronoun, found, here):
            return None
        kind, sex = PRONOUNS.get(pronoun.lower_, "any"), SEXES.get(pronoun.lower_)
        near = (token for one in self._document.sentences[there.index : here.index + 1] for token in one.tokens)
        can_be = (token for token in near if token.i < pronoun.i and self._can_be(token, kind) and self._may_be(token, sex))
        return found if {self._name_of(token) for token in can_be} == {self._name_of(found)} else None

    def _is_the_other(self, pronoun: Token, found: Token, here: Sentence) -> bool:
        """Does the sentence say "she" of whom its "he" would mean?"""
        sex, name = SEXES.get(pronoun.lower_), self._name_of(found)
        others = (one for one in here.tokens if sex and one.i < pronoun.i and SEXES.get(one.lower_, sex) != sex)
        meant = (self.antecedent(token) for token in others)
        return any(one is not None and self._name_of(one) == name for one in meant)

    def _can_be(self, token: Token, kind: str) -> bool:
        """Fits the noun the kind of pronoun, or is it a plain word for a person ("girl") or a name of nobody knows whom?"""
        plain = words("people", "he", "she", "minor")
        whole = token.dep_ not in ("compound", "poss", "amod", "nmod")
        unknown = token.pos_ == "PROPN" and whole and token.ent_type_ in ("", "ORG") and self.party_of(token) is None
        # "Vost's words surprised Orr, who called them the best part of his speech": whose speech?
        if kind == "one" and token.dep_ == "poss" and (self.party_key(token) is not None or _is_somebody(token)):
            return True
        return self._fits(token, kind) or (kind == "one" and (unknown or (token.pos_ == "NOUN" and token.lower_ in plain)))

    def _speakers_of(self, pronoun: Token) -> frozenset[str]:
        """Who speaks the quotation that a pronoun stands in, where it does: nobody calls himself "he"."""
        if self._quotation_at(pronoun) is None:
            return frozenset()
        paragraph = next(one for one in self._document.paragraphs if one.start <= pronoun.idx < one.end)
        found = self._document.doc.char_span(paragraph.start, paragraph.end, alignment_mode="contract") or ()
        return frozenset(
            self._name_of(token)
            for token in found
            if token.dep_ == "nsubj"
            and token.head.lemma_.lower() in words("actions", "speech")
            and self._quotation_at(token) is None
        )

    def _quotation_at(self, token: Token) -> Quotation | None:
        """The quotation in which a word stands; a word or two in quotation marks ("Red" Vost) are none."""
        return next((one for one in self.quotations if one.start <= token.idx < one.end and one.end - one.start > 30), None)

    def _may_be(self, token: Token, sex: str | None) -> bool:
        """May a "he" or a "she" be this person, as far as words beside the name tell ("her brother, X", "Ms. X")?"""
        if sex is None:
            return True
        key = self.party_key(token)
        told = sex_of(token) or (self._sexes().get(key) if key else None)
        return told is None or told == sex

    def _sexes(self) -> dict[str, str]:
        """{key of a person: he or she}, where words beside one of the namings tell it; the first that does."""
        if self._known_sexes is None:
            self._known_sexes = {}
            for start, end, party in self._at:
                found = self._document.doc.char_span(start, end) if party.kind == "person" else None
                told = sex_of(found.root) if found is not None else None
                if told:
                    self._known_sexes.setdefault(party.key, told)
        return self._known_sexes

    def _name_of(self, token: Token) -> str:
        party = self.party_of(token)
        return party.key if party is not None else token.lower_

    def _fitting_in(self, sentence: Sentence, kind: str) -> list[Token]:
        """The nouns of a sentence that a kind of pronoun may mean."""
        if (sentence.index, kind) not in self._fitting:
            self._fitting[sentence.index, kind] = [token for token in sentence.tokens if self._fits(token, kind)]
        return self._fitting[sentence.index, kind]

    def _fits(self, token: Token, kind: str) -> bool:
        if token.pos_ not in ("PROPN", "NOUN") or token.dep_ in ("compound", "poss", "amod", "nmod"):
            return False
        party = self.party_of(token)
        person = (
            (party is not None and party.kind == "person")
            or (party is None and token.ent_type_ == "PERSON")
            or token.lower_ in words("speakers", "person_nouns")
        )
        if kind == "one":
            return person
        if kind == "many":
            return (
                token.tag_ in ("NNS", "NNPS")
                or token.lower_ in words("speakers", "body_nouns")
                or bool([c for c in token.children if c.dep_ == "conj"])
            )
        if kind == "body":
            return (
                not person
                and token.tag_ in ("NN", "NNP")
                and (
                    token.ent_type_ in ("ORG", "GPE", "NORP") or kind_of_words(token.lower_) is not None or party is not None
                )
            )
        return True


def _is_somebody(noun: Token) -> bool:
    """Is it a plain word for one person ("a soldier's hand")?"""
    kinds = ("person", "child", "woman", "man", "security_force")
    return noun.tag_ == "NN" and any(noun.lemma_.lower() in words("persons", kind) for kind in kinds)


def _is_killed(noun: Token) -> bool:
    """Is it whom a verb of killing is done to, or of dying is said of: the dead tell and deny nothing?"""
    done_to = noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_.lower() in vocabulary("harm")["object"]["killed"]
    return done_to or (noun.dep_ == "nsubj" and noun.head.lemma_.lower() in vocabulary("harm")["subject"]["killed"])


def _office(role: str) -> str:
    """The word of a role that says what one is: "secretary" of "US Secretary of State"."""
    front = re.split(r"\s+(?:of|for|to|in|at)\s+|,", role.lower())[0].split()
    return front[-1] if front else ""


def _role(name: Tokens) -> str | None:
    """The title before a name ("Police Chief X") or the apposition after it ("X, a police spokesman,")."""
    doc = name.doc
    start = name.start
    while (
        start - 1 >= name.sent.start
        and doc[start - 1].dep_ in ("compound", "amod", "nmod", "poss", "case", "det")
        and doc[start - 1].head.i >= start - 1
    ):
        start -= 1
    before = doc[start : name.start].text.strip(" \"'")
    head = name.root
    after = [
        c
        for c in head.children
        if c.dep_ == "appos" and c.i >= name.end and c.ent_type_ not in ("PERSON", "CARDINAL", "DATE")
    ]
    told = short_name(after[0]) if after else ""
    if head.dep_ == "appos" and head.head.pos_ == "NOUN" and head.head.i < name.start:
        told = told or short_name_without(head.head, head)
    best = before if len(before) > 3 else told
    best = re.sub(r"^(?:the|a|an|his|her|its|their)\s+", "", best, flags=re.I)
    return best if best and 2 < len(best) < 80 and kind_of_words(best) else None
