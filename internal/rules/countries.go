package rules

import "strings"

// mainLanguages gives the languages that most people of a country can be
// expected to read, official or in common use; none where it is not known.
func mainLanguages(country string) []string {
	return strings.Fields(languagesByCountry[country])
}

// languagesByCountry is of general knowledge and kept short: a country's
// official languages, and those most widely spoken where they differ. Where a
// language has two codes in use, both stand.
var languagesByCountry = map[string]string{
	"AD": "ca es fr", "AE": "ar en", "AF": "fa prs ps", "AG": "en", "AL": "sq", "AM": "hy", "AO": "pt", "AR": "es",
	"AT": "de", "AU": "en", "AZ": "az", "BA": "bs hr sr", "BB": "en", "BD": "bn", "BE": "nl fr de", "BF": "fr mos",
	"BG": "bg", "BH": "ar", "BI": "rn fr", "BJ": "fr", "BN": "ms", "BO": "es qu ay", "BR": "pt", "BS": "en",
	"BT": "dz", "BW": "tn en", "BY": "be ru", "BZ": "en es", "CA": "en fr", "CD": "fr ln sw", "CF": "sg fr",
	"CG": "fr ln", "CH": "de fr it", "CI": "fr", "CL": "es", "CM": "fr en", "CN": "zh", "CO": "es", "CR": "es",
	"CU": "es", "CV": "pt", "CY": "el tr", "CZ": "cs", "DE": "de", "DJ": "fr ar so", "DK": "da", "DM": "en",
	"DO": "es", "DZ": "ar ber kab fr", "EC": "es", "EE": "et", "EG": "ar", "ER": "ti ar", "ES": "es", "ET": "am om ti",
	"FI": "fi sv", "FJ": "en fj hif", "FR": "fr", "GA": "fr", "GB": "en", "GD": "en", "GE": "ka", "GH": "en ak",
	"GM": "en", "GN": "fr", "GQ": "es fr", "GR": "el", "GT": "es", "GW": "pt", "GY": "en", "HK": "zh yue en",
	"HN": "es", "HR": "hr", "HT": "ht fr", "HU": "hu", "ID": "id", "IE": "en ga", "IL": "he ar", "IN": "hi en bn te mr ta",
	"IQ": "ar ku ckb", "IR": "fa", "IS": "is", "IT": "it", "JM": "en", "JO": "ar", "JP": "ja", "KE": "sw en",
	"KG": "ky ru", "KH": "km", "KM": "ar fr", "KN": "en", "KP": "ko", "KR": "ko", "KW": "ar", "KZ": "kk ru",
	"LA": "lo", "LB": "ar", "LC": "en", "LI": "de", "LK": "si ta", "LR": "en", "LS": "st en", "LT": "lt", "LU": "lb fr de",
	"LV": "lv", "LY": "ar", "MA": "ar ber zgh fr", "MC": "fr", "MD": "ro", "ME": "sr cnr", "MG": "mg fr", "MK": "mk sq",
	"ML": "bm fr", "MM": "my", "MN": "mn", "MO": "zh yue pt", "MR": "ar", "MT": "mt en", "MU": "en fr mfe", "MV": "dv",
	"MW": "ny en", "MX": "es", "MY": "ms", "MZ": "pt", "NA": "en af", "NE": "fr ha", "NG": "en ha yo ig", "NI": "es",
	"NL": "nl", "NO": "no nb nn", "NP": "ne", "NZ": "en mi", "OM": "ar", "PA": "es", "PE": "es qu", "PG": "tpi en",
	"PH": "fil tl en", "PK": "ur en", "PL": "pl", "PS": "ar", "PT": "pt", "PY": "gn es", "QA": "ar", "RO": "ro",
	"RS": "sr", "RU": "ru", "RW": "rw en fr", "SA": "ar", "SC": "en fr crs", "SD": "ar", "SE": "sv", "SG": "en zh ms ta",
	"SI": "sl", "SK": "sk", "SL": "en kri", "SM": "it", "SN": "fr wo", "SO": "so ar", "SR": "nl", "SS": "en ar",
	"ST": "pt", "SV": "es", "SY": "ar", "SZ": "ss en", "TD": "fr ar", "TG": "fr", "TH": "th", "TJ": "tg", "TL": "tet pt",
	"TM": "tk", "TN": "ar", "TR": "tr", "TT": "en", "TW": "zh", "TZ": "sw en", "UA": "uk", "UG": "en sw lg", "US": "en es",
	"UY": "es", "UZ": "uz", "VC": "en", "VE": "es", "VN": "vi", "VU": "bi en fr", "WS": "sm en", "XK": "sq sr", "YE": "ar",
	"ZA": "zu xh af en", "ZM": "en", "ZW": "en sn nd",
}
