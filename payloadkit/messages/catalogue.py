"""Every code of a violation: what it means, an example, and the mend."""

from __future__ import annotations

import attrs

E, W, EW, INFO = "error", "warning", "error or warning", "info"


@attrs.frozen
class Entry:
    """What there is to know of a code.

    Args:
        severity: How much it matters in a request; in an answer only ``json.*`` and ``field.type``
            are errors, all else warns.
        meaning: What is wrong.
        example: What draws it.
        mend: What to do.
    """

    severity: str
    meaning: str
    example: str
    mend: str


CATALOGUE: dict[str, Entry] = {
    "json.invalid": Entry(
        E, "The text is no JSON.", "a trailing comma", "Let a JSON library write the document."
    ),
    "json.duplicate_key": Entry(
        E,
        "A key stands twice in one object.",
        '`{"zip": 1, "zip": 2}`',
        "Decide which value counts, and leave the other out.",
    ),
    "json.encoding": Entry(
        E,
        "The text is no UTF-8 without byte order mark.",
        "Latin-1, a lone surrogate",
        "Write UTF-8 without BOM.",
    ),
    "json.depth": Entry(
        E,
        "Objects and lists nest too deeply.",
        "65 opening brackets",
        "Look for what wraps the document again and again.",
    ),
    "json.too_large": Entry(
        E,
        "The document is longer than the policy reads.",
        "100 MiB of photos",
        "Make the photos fit, or raise `Policy.max_bytes`.",
    ),
    "form.encoding": Entry(
        E,
        "A form-encoded text is no UTF-8.",
        "`username=%FF`",
        "Encode it as UTF-8, then in percent escapes.",
    ),
    "form.malformed": Entry(
        E,
        "A form-encoded text cannot be read.",
        "thousands of fields",
        "Write `name=value`, joined by `&`.",
    ),
    "form.duplicate_key": Entry(
        E,
        "A name stands twice in a form.",
        "`username=a&username=b`",
        "Decide which value counts, and leave the other out.",
    ),
    "csv.encoding": Entry(
        E,
        "The file is no UTF-8 without byte order mark.",
        "what Excel saves as CSV UTF-8",
        "Save it as UTF-8 without BOM.",
    ),
    "csv.header": Entry(
        E,
        "The first line is not the header to the letter.",
        "`DOB` for `dob`",
        "Write the header as documented.",
    ),
    "csv.columns": Entry(
        E,
        "A row has more or fewer fields than the header.",
        "a comma without quotes",
        "Enclose a field with a comma in quotes.",
    ),
    "csv.blank_row": Entry(E, "Nothing stands in a row.", "an empty last line", "Take it out."),
    "csv.newline": Entry(
        EW,
        "A line does not end with a line feed.",
        "carriage returns alone",
        "End each line with a line feed, the last one too.",
    ),
    "csv.quoting": Entry(
        E,
        "Quotes are not closed or not doubled.",
        '`"Al "Noor" Trading"`',
        "Double a quote, and enclose the whole field.",
    ),
    "csv.needless_quotes": Entry(
        W, "A field stands in quotes without need.", '`"Nadira"`', "Leave them out."
    ),
    "csv.formula": Entry(
        W, "A text begins as a spreadsheet's formula does.", "`=1+1`", "Make sure that it is meant."
    ),
    "field.missing": Entry(
        EW,
        "A mandatory field is absent; a guess that it is mandatory only warns.",
        "no `first_name`",
        "Add it.",
    ),
    "field.unknown": Entry(
        f"{E}, in an answer {INFO}",
        "No field has this key.",
        "`nick_name`",
        "Look for a misspelt key; leave it out.",
    ),
    "field.type": Entry(
        E,
        "The value is of another JSON type; nothing is converted.",
        '`"13345"` for `zip`',
        "Write it as the type that it is.",
    ),
    "field.null": Entry(
        EW,
        "A field is null where the documents show none.",
        '`"email_id": null`',
        "Leave it out where there is nothing to say.",
    ),
    "text.too_long": Entry(
        EW,
        "A text has too many characters; a limit that is a guess warns.",
        "`last_name` of 61",
        "Shorten it; nothing is cut off for you.",
    ),
    "text.too_short": Entry(
        EW, "A text has too few characters.", "a checksum of 10", "Look for what was lost."
    ),
    "text.blank": Entry(
        EW,
        "A text is empty or blank.",
        '`"first_name": " "`',
        "Say something; leave an optional field out.",
    ),
    "text.control_characters": Entry(
        E,
        "A text holds control characters.",
        "a line break in a name",
        "Remove tabs, line breaks and the like.",
    ),
    "text.invisible_characters": Entry(
        W,
        "A text holds bidirectional or zero-width characters.",
        "U+200B in a name",
        "Remove them unless they are meant.",
    ),
    "number.range": Entry(
        E,
        "A number is out of its range, or beyond 64 bits.",
        '`"id_type": 1000`',
        "Look for digits too many.",
    ),
    "list.too_short": Entry(
        E, "A list has too few elements.", '`"id_details": []`', "Add what is missing."
    ),
    "list.too_long": Entry(
        E, "A list has too many elements.", "51 customers in a call", "Split it into several calls."
    ),
    "choice.unknown": Entry(
        EW,
        "A word is not on the list; of a list that may grow, it warns.",
        '`"gender": "F"`',
        "Spell a listed word exactly so.",
    ),
    "country.unknown": Entry(
        E,
        "A country is no ISO 3166-1 alpha-2 code.",
        "`ARE`, `ae`",
        "Write the two letters in upper case: `AE`.",
    ),
    "country.unofficial": Entry(
        W,
        "ISO has not assigned the code, though the world uses it.",
        "`XK`",
        "Make sure that the gateway knows it.",
    ),
    "country.no_alpha2": Entry(
        E,
        "A code has no alpha-2 code, and none is guessed.",
        "`XXA`, stateless",
        "Ask what the gateway wants, and supply it.",
    ),
    "country.same": Entry(
        W,
        "The second nationality repeats the first.",
        "`IN` and `IN`",
        "Leave it out unless there is a second one.",
    ),
    "currency.unknown": Entry(
        E, "A currency is no ISO 4217 code.", "`Dhs`", "Write three letters in upper case: `AED`."
    ),
    "language.unknown": Entry(
        E,
        "A language is no ISO 639-1 or 639-3 code.",
        "`english`",
        "Write two or three letters in lower case: `en`.",
    ),
    "master.unknown": Entry(
        EW,
        "The tenant's master data hold no such id or name.",
        '`"occupation_id": 999999`',
        "Read the current master data; take an id of theirs.",
    ),
    "phone.not_e164": Entry(
        E,
        "A phone number is not in E.164.",
        "`050 123 4567`",
        "Write `+`, country code and number: no blanks, no trunk zero.",
    ),
    "phone.not_valid": Entry(
        EW,
        "No such phone number exists; one in an unknown range warns.",
        "`+97150`",
        "Ask the customer.",
    ),
    "phone.local": Entry(
        W,
        "A number without country code was read as one of the UAE.",
        "`0501234567`",
        "Make sure that it is one.",
    ),
    "email.malformed": Entry(
        E, "An e-mail address is not of the form name@domain.", "`person@`", "Ask the customer."
    ),
    "date.malformed": Entry(
        E,
        "A date is not written YYYY-MM-DD (DD/MM/YYYY in the CSV).",
        "`1990-1-1`",
        "Write it so, in ASCII digits.",
    ),
    "date.impossible": Entry(
        E, "No calendar has the date.", "`2023-02-30`", "Look for day and month exchanged."
    ),
    "date.future": Entry(
        E, "A date that has to be past is not.", "born tomorrow", "Look for a mistyped year."
    ),
    "date.order": Entry(
        E,
        "One date has to lie after another, and does not.",
        "issued before birth",
        "Look which of the two is wrong.",
    ),
    "date.expired": Entry(
        W, "A document has expired.", "`date_of_expiry` yesterday", "Ask for the renewed document."
    ),
    "date.minor": Entry(
        W,
        "The person is under 18.",
        "born in 2020",
        "Onboard a minor only where the agreement allows it.",
    ),
    "datetime.malformed": Entry(
        E,
        "A date-time is not as RFC 3339 writes it.",
        "`2026-03-13 16:35`",
        "Write `2026-03-13T16:35:20Z`.",
    ),
    "emirates_id.malformed": Entry(
        E,
        "An Emirates ID number is not 784 and twelve more digits.",
        "`784-3000-0000002-2`",
        "Write it without dashes.",
    ),
    "emirates_id.check_digit": Entry(
        W,
        "The last digit of an Emirates ID is not its Luhn digit.",
        "`784300000000023`",
        "Look for a mistyped digit.",
    ),
    "uuid.malformed": Entry(
        E, "A UUID is not 8-4-4-4-12 hexadecimal digits.", "`1a322c45`", "Copy it whole."
    ),
    "iban.malformed": Entry(
        E,
        "An IBAN is not country, two digits and account.",
        "`AE07 0331`",
        "Write it whole and without blanks.",
    ),
    "iban.check_digits": Entry(
        E,
        "The check digits are not those of the account.",
        "two digits exchanged",
        "Look for a mistyped character.",
    ),
    "bic.malformed": Entry(
        E,
        "A BIC is not 8 or 11 characters with a country.",
        "`BANKAE`",
        "Copy it whole, in upper case.",
    ),
    "base64.malformed": Entry(
        E,
        "A text is no padded base64 of the standard alphabet.",
        "`-` for `+`",
        "Encode with RFC 4648 §4, without line wrapping.",
    ),
    "base64.not_canonical": Entry(
        E, "The spare bits of the last character are not zero.", "`AAB=`", "Encode the file again."
    ),
    "base64.data_uri": Entry(
        E,
        "The base64 has a `data:` prefix.",
        "`data:image/jpeg;base64,…`",
        "Send only what follows the comma.",
    ),
    "image.unreadable": Entry(
        E, "The bytes are no picture.", "an error page", "Send a JPEG or a PNG."
    ),
    "image.unsupported": Entry(
        EW,
        "The picture is no JPEG or PNG that every program reads; a PDF warns.",
        "WebP, HEIC",
        "Make it one: `payloadkit image fit`.",
    ),
    "image.type_mismatch": Entry(
        EW,
        "The bytes are not of the declared type.",
        "a PNG as `image/jpeg`",
        "Declare what the bytes are.",
    ),
    "image.truncated": Entry(
        E, "The picture ends too early.", "half an upload", "Take it again from where it came from."
    ),
    "image.corrupt": Entry(
        E,
        "The picture is damaged.",
        "a hole in the middle",
        "Take it again from where it came from.",
    ),
    "image.too_many_bytes": Entry(
        EW,
        "The picture is over 5 MB; up to 5 MiB it warns.",
        "a photo of 8 MB",
        "Shrink it: `payloadkit image fit`.",
    ),
    "image.too_many_pixels": Entry(
        E,
        "The picture has too many pixels, or needs too much memory.",
        "10,000 × 10,000",
        "Make it smaller.",
    ),
    "image.too_many_scans": Entry(
        E, "A progressive JPEG has too many scans.", "101 scans", "Save it as a baseline JPEG."
    ),
    "image.too_small": Entry(
        E,
        "A side has under 16 pixels.",
        "an icon",
        "Take the picture again from where it came from.",
    ),
    "image.trailing_data": Entry(
        W,
        "Something follows the end of the picture.",
        "a phone's film",
        "Take it off: `payloadkit image fit`.",
    ),
    "image.animated": Entry(
        E,
        "The picture has more than one frame.",
        "an APNG",
        "Take one frame: `payloadkit image fit`.",
    ),
    "image.not_upright": Entry(
        W,
        "Only the EXIF orientation turns the picture upright.",
        "a photo from a phone",
        "Turn it: `payloadkit image fit`.",
    ),
    "image.location_data": Entry(
        W,
        "The picture tells where it was taken.",
        "a photo from a phone",
        "Take that off: `payloadkit image fit`.",
    ),
    "file.unreadable": Entry(
        E,
        "A file that a supplement names cannot be read.",
        '`{"file": "gone.jpg"}`',
        "Look for its name, seen from the supplement's folder.",
    ),
    "id.duplicate": Entry(
        EW,
        "An identity or a customer stands there twice.",
        "the same passport twice",
        "Leave one of them out.",
    ),
    "id.missing_side": Entry(
        W,
        "An Emirates ID comes without one of its sides.",
        "no `id_back`",
        "Add a photo of that side.",
    ),
    "address.missing_type": Entry(
        W, "The present or the permanent address is missing.", "no address of type `2`", "Add it."
    ),
    "name.split": Entry(
        W,
        "A whole name was split into its parts.",
        "`Nadira Bint Fixturan`",
        "Make sure that the parts are right, or supply them.",
    ),
    "name.single": Entry(
        W, "A name of one word is all there is.", "`Nadira`", "Supply the family name."
    ),
    "value.defaulted": Entry(
        W,
        "A value was put in by default.",
        "`channel` is `WEB`",
        "Supply it where it is another one.",
    ),
    "value.inferred": Entry(
        W,
        "A value was concluded from another one.",
        "`Mr` from `Male`",
        "Make sure that it is right, or supply it.",
    ),
    "zip.leading_zero": Entry(
        W,
        "A postal code lost its leading zeros: it is a number here.",
        "`00123`",
        "Tell the code elsewhere in the address too.",
    ),
    "zip.not_digits": Entry(
        W,
        "A postal code is not of digits, and was left out.",
        "`SW1A 1AA`",
        "Tell it elsewhere in the address.",
    ),
    "profile.failed": Entry(
        E,
        "The profile's record failed: there is no person in it.",
        '`"status": "failure"`',
        "Mend the record at the UAE KYC platform.",
    ),
    "profile.inactive": Entry(
        W,
        "The person's immigration status is not active.",
        "`CANCELLED`",
        "Make sure that the person may be onboarded.",
    ),
    "profile.outside": Entry(
        W,
        "The person is outside the country.",
        "`insideUAE` is `No`",
        "Make sure that the person may be onboarded.",
    ),
    "customer.failed": Entry(
        E, "Azakaw's answer holds no customer.", "`statusCode` 404", "Ask for the customer again."
    ),
    "customer.organization": Entry(
        E,
        "The monitored customer is an organization.",
        "a company",
        "An organization is not onboarded as a person.",
    ),
    "customer.inactive": Entry(
        W,
        "The monitored customer's account is not active.",
        "`Suspended`",
        "Make sure that the person may be onboarded.",
    ),
    "customer.risk": Entry(
        W,
        "The monitored customer's risk is high or prohibited.",
        "`High`",
        "Make sure that the person may be onboarded.",
    ),
    "customer.unknown": Entry(
        E,
        "A correction is of a customer whose row did not fail.",
        "`100099`",
        "Look for a misspelt number, or a page that was not read.",
    ),
    "customer.unchanged": Entry(
        W,
        "A correction changes nothing of its row.",
        "only `customer_id`",
        "Correct what failed, or leave the row out for now.",
    ),
    "customer.uncorrected": Entry(
        INFO,
        "Failed rows without a correction stay out.",
        "3 rows",
        "Correct them too, or leave them for later.",
    ),
    "records.failed": Entry(
        E,
        "The platform's answer holds no rows that failed.",
        '`"success": false`',
        "Look at its message, and ask again.",
    ),
    "merchant_id.malformed": Entry(
        E,
        "A merchant's number is not of digits.",
        "`12a`",
        "Copy it from the merchant's agreement.",
    ),
    "kyc_number.not_hashed": Entry(
        EW,
        "A number of an identity is no hash.",
        "`X0000001`",
        "Write `Keys.kyc_number` of the plain number.",
    ),
    "kyc_number.not_normalised": Entry(
        W,
        "A number is not as the stated normalisation writes it.",
        "`x-0000001`",
        "Normalise it if the other side does.",
    ),
    "signature.private_key": Entry(
        E,
        "The private key is not the merchant's own.",
        "another merchant's",
        "Look whether Airpay uses other credentials.",
    ),
    "signature.checksum": Entry(
        E,
        "The checksum is not that of what was sent.",
        "a body that was changed",
        "Look which form Airpay uses, and accept it.",
    ),
    "uid.unknown": Entry(
        W,
        "The merchant does not know the customer.",
        "a uid of nobody",
        "The customer was left out of the answer.",
    ),
    "gateway.rejected": Entry(
        E,
        "The gateway refuses the field.",
        "an answer 40002 with `details`",
        "Mend it, then send it again.",
    ),
}
