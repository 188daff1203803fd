"""What personal numbers, addresses and secrets look like, apart from the words around them.

These are parts of regular expressions. `patterns` builds from them what finds each kind of personal
data in customers' messages; the desk builds what masks its log. With a boundary in front, every one
takes linear time in any text. This module holds only strings, so importing it loads nothing.
"""

# A code stands for itself: it is no part of a longer name. Only ASCII letters count, because
# Chinese is written without spaces and a number may follow a word directly.
CODE_START = r"(?<![0-9A-Za-z_-])"
CODE_END = r"(?![0-9A-Za-z_])"

# Neither part of a longer number nor of a decimal, a date or a version. Letters may stand in front
# ("tel13800138000").
DIGITS_START = r"(?<!\d)(?<!\d[.,:/-])"
DIGITS_END = r"(?!\d|[.,:/-]\d)"

# The same, with no letter in front or behind.
NUMBER_START = r"(?<![0-9A-Za-z_])(?<![0-9][.,:/-])"
NUMBER_END = r"(?![0-9A-Za-z_]|[.,:/-]\d)"

# --- addresses, for re.ASCII ------------------------------------------------
# What follows without a space, up to another @, belongs to it: a@shop.example+b@shop.example.
EMAIL = r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+(?:[\w.+-]*@[\w-]+(?:\.[\w-]+)+)*"

# --- telephones of people ---------------------------------------------------
MAINLAND_MOBILE_ABROAD = (
    r"(?:\((?:\+|00)?86\)|(?:\+|00)86|86-)[- ]{0,2}1[3-9]\d[-. ]?\d{4}[-. ]?\d{4}"
)
MAINLAND_MOBILE = r"(?:86)?1[3-9]\d(?:\d{8}|(?P<gap>[-. ])\d{4}(?P=gap)\d{4})"
INTERNATIONAL_PHONE = r"\+\(?[1-9]\d{0,2}\)?(?:[ -]{0,2}\(?\d{1,5}\)?){1,6}"
TAIWAN_MOBILE = r"09\d{2}[- ]?\d{3}[- ]?\d{3}"
AMERICAN_PHONE = r"(?:1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}"
# The area code of two digits is Taiwan's, Japan's, Malaysia's and Australia's.
LANDLINE = (
    r"\(0[1-9]\d{0,3}\) ?\d{3,4}[- ]?\d{3,4}|0[1-9]\d{0,3}[- ]\d{3,4}[- ]?\d{3,4}|0[1-9]\d{8,10}"
)
# With the code of the country and no plus: Hong Kong, Macau, Taiwan, mainland China.
LANDLINE_ABROAD = (
    r"(?:85[23]|\(85[23]\))[- ]{0,2}[2-9]\d{3}[- ]?\d{4}"
    r"|(?:886|\(886\))[- ][2-8]\d?[- ]\d{3,4}[- ]?\d{3,4}|86[- ]\d{2,3}[- ]\d{7,8}"
)

# --- telephones of companies ------------------------------------------------
# None of these may have the form of a person's number of another country: mobiles of mainland China
# have eleven digits and begin with 13 to 19 (so not 1800 and seven digits), Japanese ones eleven and
# begin with 080; landlines of mainland China begin with 03 and 05, too.
_AMERICAN_FREE = r"(?:800|888|877|866|855|844|833)"
HOTLINE = "|".join(
    (
        # Mainland China.
        r"(?:\+86[- ]?)?[48]00(?:[- ]?\d{3}[- ]?\d{4}|[- ]\d{4}[- ]\d{3}|[- ]?\d{2}[- ]?\d{5}"
        r"|\d[- ]\d{3}[- ]\d{3})",
        # North America, and Singapore (1800).
        rf"(?:\+?1[- .]{{0,2}})?(?:{_AMERICAN_FREE}[- .]{{1,2}}|\({_AMERICAN_FREE}\)[- .]{{0,2}})"
        r"\d{3}[- .]?\d{4}",
        rf"\+1{_AMERICAN_FREE}\d{{7}}",
        # Taiwan (0800, 0809), Japan (0800, 0120, 0570), Britain (0800, 0808), and others.
        r"(?:\+886[- ]?80[09]|0800|\(080[09]\))[- ]?\d{3}[- ]?\d{3,4}|0809[- ]?\d{3}[- ]?\d{3}"
        r"|0808[- ]\d{3}[- ]\d{3,4}|0 80\d \d{3} \d{3}"
        r"|0120[- ]\d{2,3}[- ]\d{3}|0120[- ]\d{2}[- ]\d{4}|0120\d{6}|0570[- ]\d{3}[- ]\d{3}",
        # Britain, at the price of a local call.
        r"03(?:0[036]|3[013]|4[345]) ?\d{3} ?\d{4}|(?:037[01]|084[345]|087[01]) \d{3} \d{4}",
        # Malaysia and Australia.
        r"1[- ]?[38]00[- ]\d{2}[- ]\d{4}|1[38]00[- ]\d{3}[- ]\d{3}",
        # Hong Kong, and international.
        r"800-\d{3}-\d{3}|(?:00800|\+800)(?:[- ]?\d){8}",
    )
)
# After a word for a telephone. Of four digits: 1823 in Hong Kong, 1999 in Taiwan.
SHORT_HOTLINE = r"9[56]\d{3,4}|950\d{5}|1[012]\d{3}|1[3-9]\d{2}(?![- ]?\d)"

# --- cards (their check digits are in `check_digits`) -----------------------
MAINLAND_IDENTITY = r"[1-9]\d{16}[0-9Xx]"
ISLAND_IDENTITY = r"[A-Za-z]{1,2}\d{6}(?:\([0-9Aa]\)|[0-9Aa])|[A-Za-z][1289]\d{8}"
"""Hong Kong, A123456(3), and Taiwan, A123456789."""
PAYMENT_CARD = r"\d(?:[ -]?\d){12,18}"

# --- orders and parcels -----------------------------------------------------
CARRIER_NUMBER = (
    r"1[Zz][0-9A-Za-z]{16}|[A-Za-z]{2}\d{9}[A-Za-z]{2}"
    r"|(?i:SF|YT|JT|JD[A-Z]{0,2}|ZTO|STO|DPK|LP|EMS|4PX)\d{10,18}(?i:CN)?"
)
POSTAL_NUMBER = r"9\d{21}"
ORDER_CODE = r"[A-Za-z]{1,4}[-_]?\d{7,}[A-Za-z]{0,2}"
AMAZON_ORDER = r"\d{3}-\d{7}-\d{7}"

# --- wide nets, for where masking too much does no harm ---------------------
ANY_CODE = r"[A-Za-z]{1,4}[ _-]?\d(?:[ -]?\d){6,}[A-Za-z]{0,2}" + CODE_END
"""Letters and then digits in groups: RL 2611-200001. All of ORDER_CODE is in it."""
ANY_NUMBER = (
    r"(?<![0-9A-Za-z_.:-])(?!\d{4}-\d\d-\d\d(?!\d))"
    r"\+?\(?\d(?:[ ()-]{0,3}\d){6,}(?![0-9A-Za-z_:]|[.-]\d)"
)
"""Phones, cards and bare numbers from seven digits on; no dates, IP addresses, fractions."""

# --- secrets ----------------------------------------------------------------
# It takes what stands before it too, so that a long run of letters is read only once.
JSON_WEB_TOKEN = r"(?<![\w-])(?>([\w-]*?)eyJ)[\w-]++\.[\w-]++\.[\w-]*"
"""For re.ASCII; group 1 is what stood before it."""
# The desk's tokens have 43 characters, their hashes 64, ids only 32. Names of modules and
# functions have no digit and no capital.
TOKEN = CODE_START + r"(?=[a-z_-]*+[0-9A-Z])[0-9A-Za-z_-]{40,}"
