#include "money.h"

#include "orderwords.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qsizetype longestCode = 8; // what is longer is no code

struct Currency {
    QLatin1StringView code;
    int digits; ///< of its minor unit (ISO 4217)
    QStringView symbol; ///< empty: the code stands before the number
};

/// ¥ is the yuan's alone here, and $ nobody's: a person must not have to guess whose it is.
constexpr Currency currencies[] = {
    {"CNY"_L1, 2, u"¥"},
    {"HKD"_L1, 2, u"HK$"},
    {"MOP"_L1, 2, u"MOP$"},
    {"TWD"_L1, 2, u"NT$"},
    {"USD"_L1, 2, u"US$"},
    {"EUR"_L1, 2, u"€"},
    {"GBP"_L1, 2, u"£"},
    {"JPY"_L1, 0, u"JP¥"},
    {"KRW"_L1, 0, u"₩"},
    {"AED"_L1, 2, {}},
    {"AUD"_L1, 2, u"A$"},
    {"BHD"_L1, 3, {}},
    {"BIF"_L1, 0, {}},
    {"BRL"_L1, 2, {}},
    {"CAD"_L1, 2, u"CA$"},
    {"CHF"_L1, 2, {}},
    {"CLP"_L1, 0, {}},
    {"CZK"_L1, 2, {}},
    {"DJF"_L1, 0, {}},
    {"DKK"_L1, 2, {}},
    {"GNF"_L1, 0, {}},
    {"HUF"_L1, 2, {}},
    {"IDR"_L1, 2, {}},
    {"ILS"_L1, 2, {}},
    {"INR"_L1, 2, {}},
    {"IQD"_L1, 3, {}},
    {"ISK"_L1, 0, {}},
    {"JOD"_L1, 3, {}},
    {"KMF"_L1, 0, {}},
    {"KWD"_L1, 3, {}},
    {"LYD"_L1, 3, {}},
    {"MXN"_L1, 2, {}},
    {"MYR"_L1, 2, {}},
    {"NOK"_L1, 2, {}},
    {"NZD"_L1, 2, {}},
    {"OMR"_L1, 3, {}},
    {"PHP"_L1, 2, {}},
    {"PLN"_L1, 2, {}},
    {"PYG"_L1, 0, {}},
    {"RUB"_L1, 2, {}},
    {"RWF"_L1, 0, {}},
    {"SAR"_L1, 2, {}},
    {"SEK"_L1, 2, {}},
    {"SGD"_L1, 2, u"S$"},
    {"THB"_L1, 2, {}},
    {"TND"_L1, 3, {}},
    {"TRY"_L1, 2, {}},
    {"UGX"_L1, 0, {}},
    {"VND"_L1, 0, {}},
    {"VUV"_L1, 0, {}},
    {"XAF"_L1, 0, {}},
    {"XOF"_L1, 0, {}},
    {"XPF"_L1, 0, {}},
    {"ZAR"_L1, 2, {}},
};

const Currency *currencyOf(const QString &code)
{
    const auto found = std::find_if(
        std::begin(currencies), std::end(currencies), [&](const Currency &one) { return one.code == code; });
    return found == std::end(currencies) ? nullptr : found;
}

/// 128000 with 2 digits: "1,280.00".
QString number(quint64 magnitude, int digits)
{
    quint64 unit = 1;
    for (int digit = 0; digit < digits; ++digit)
        unit *= 10;
    const QLocale locale;
    QString text = locale.toString(magnitude / unit);
    if (digits > 0)
        text += locale.decimalPoint() + u"%1"_s.arg(magnitude % unit, digits, 10, QLatin1Char('0'));
    return text;
}

} // namespace

QString formatMoney(qint64 minor, const QString &currency)
{
    // The smallest number has no counterpart with the other sign.
    const quint64 magnitude = minor < 0 ? quint64(0) - quint64(minor) : quint64(minor);
    const QString sign = minor < 0 ? u"−"_s : QString();
    const QString code = currency.trimmed().toUpper();
    const Currency *known = currencyOf(code);
    if (!known) {
        const QString amount = sign + number(magnitude, 0);
        //: An amount of a currency that is not known here: %1 "XTS 128,000"; how many digits are after its point nobody
        //: can say
        return QCoreApplication::translate("Money", "%1 (minor units)")
            .arg(code.isEmpty() ? amount : shortText(currency, longestCode) + u' ' + amount);
    }
    const QString before = known->symbol.isEmpty() ? code + u'\u00a0' : known->symbol.toString();
    return sign + before + number(magnitude, known->digits);
}

} // namespace hermes::desktop
