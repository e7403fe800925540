"""Countries by the codes that other formats want: ISO 3166-1 alpha-3 and numeric, and the English name (GeoNames)."""

from crossreport.reading.places.gazetteer import Country, country_codes


def country(alpha2: str | None) -> Country | None:
    """The country of an ISO 3166-1 alpha-2 code; None where there is none of it."""
    return country_codes().get(alpha2 or "")


def name_of(alpha2: str | None) -> str | None:
    """Its English name."""
    found = country(alpha2)
    return found.name if found else None


def alpha3(alpha2: str | None) -> str | None:
    """Its alpha-3 code."""
    found = country(alpha2)
    return found.alpha3 if found else None
