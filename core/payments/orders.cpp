#include "orders.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace hermes::payments {

namespace {

const QStringList orderNames{u"UNKNOWN"_s, u"OPEN"_s, u"PAID"_s, u"CLOSED"_s, u"REFUNDED"_s};
const QStringList subscriptionNames{u"UNKNOWN"_s, u"PENDING"_s, u"ACTIVE"_s, u"LAPSED"_s};

} // namespace

QString orderStateName(OrderState state)
{
    return orderNames.at(int(state));
}

QString subscriptionStateName(SubscriptionState state)
{
    return subscriptionNames.at(int(state));
}

OrderState orderStateFromName(const QString &name)
{
    return OrderState(qMax(0, int(orderNames.indexOf(name))));
}

SubscriptionState subscriptionStateFromName(const QString &name)
{
    return SubscriptionState(qMax(0, int(subscriptionNames.indexOf(name))));
}

int minorDigits(const QString &currency)
{
    // ISO 4217, those that have not two.
    static const QStringList none{u"BIF"_s, u"CLP"_s, u"DJF"_s, u"GNF"_s, u"ISK"_s, u"JPY"_s, u"KMF"_s, u"KRW"_s,
        u"PYG"_s, u"RWF"_s, u"UGX"_s, u"VND"_s, u"VUV"_s, u"XAF"_s, u"XOF"_s, u"XPF"_s};
    static const QStringList three{u"BHD"_s, u"IQD"_s, u"JOD"_s, u"KWD"_s, u"LYD"_s, u"OMR"_s, u"TND"_s};
    return none.contains(currency) ? 0 : three.contains(currency) ? 3 : 2;
}

Money moneyFrom(const QString &text, const QString &currency, bool inMinor)
{
    static const QRegularExpression form(u"^([+-]?)(\\d{1,18})(?:\\.(\\d{1,18}))?$"_s);
    Money money{{}, text, currency.trimmed().toUpper()};
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return money;
    QString fraction = match.captured(3);
    while (fraction.endsWith(u'0'))
        fraction.chop(1); // of a numeric(…, 8)
    const int digits = inMinor ? 0 : minorDigits(money.currency);
    if (fraction.size() > digits)
        return money;
    bool fits = false;
    const qint64 minor
        = (match.captured(1) + match.captured(2) + fraction.leftJustified(digits, u'0')).toLongLong(&fits);
    if (fits)
        money.minor = minor;
    return money;
}

QString moneyText(const Money &money)
{
    if (!money.minor)
        return money.text;
    const int digits = minorDigits(money.currency);
    // Of the whole value, so that the least of all numbers has a positive one too.
    QString number = QString::number(*money.minor).remove(u'-').rightJustified(digits + 1, u'0');
    if (digits > 0)
        number.insert(number.size() - digits, u'.');
    return (*money.minor < 0 ? u"-"_s : QString()) + number + u' ' + money.currency;
}

bool isSameAmount(const Money &one, const Money &other)
{
    return one.minor && one.minor == other.minor && one.currency == other.currency;
}

InstanceWish untoldOf(const InstanceRow &row, const InstanceWish &wish)
{
    InstanceWish untold = wish;
    if (untold.baseUrl == row.baseUrl || row.lacks.contains("baseUrl"_L1))
        untold.baseUrl.reset();
    if (untold.externalRef == row.externalRef || row.lacks.contains("externalRef"_L1))
        untold.externalRef.reset();
    if (untold.hostPort == row.hostPort || row.lacks.contains("hostPort"_L1))
        untold.hostPort.reset();
    if (untold.status == row.rawState || row.lacks.contains("status"_L1))
        untold.status.reset();
    return untold;
}

} // namespace hermes::payments
