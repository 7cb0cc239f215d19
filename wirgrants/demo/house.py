"""The settings of the demo's invented authority."""

from collections.abc import Mapping

_INVENTED = (
    "Dies ist eine Demonstration mit erfundenen Stellen, Personen und Vorgängen. Sie wird von "
    "keiner Behörde betrieben.\n\n"
)

SETTINGS: Mapping[str, str | int | bool] = {
    "mode": "demo",
    "authority_name": "Bewilligungsbehörde Musterland",
    "authority_unit": "Dezernat Integration und Teilhabe",
    "authority_street": "Musterallee 100",
    "authority_city": "99999 Musterstadt",
    "authority_email": "integration@behoerde.example",
    "authority_phone": "0999 100-0",
    "authority_iban": "DE02 5001 0517 0137 0750 30",
    "authority_bank": "Musterbank",
    "impressum": _INVENTED + "Bewilligungsbehörde Musterland, Musterallee 100, 99999 Musterstadt.",
    "datenschutz": _INVENTED + "Es werden nur erfundene Angaben verarbeitet. Geben Sie bitte keine "
    "wirklichen Daten ein.",
    "barrierefreiheit": _INVENTED + "Barrieren melden Sie bitte an integration@behoerde.example.",
}
