#include "orderfacts.h"

#include "format.h"
#include "mask.h"
#include "money.h"
#include "orderwords.h"
#include "words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

struct OrderFactText {
    Q_DECLARE_TR_FUNCTIONS(OrderFacts)
};

struct GuardWords {
    QLatin1StringView code;
    const char *holds;
    const char *fails;
};

constexpr GuardWords guardWords[] = {
    {"AMOUNT_EQUAL"_L1, QT_TRANSLATE_NOOP("OrderFacts", "amount equal"),
        QT_TRANSLATE_NOOP("OrderFacts", "another amount")},
    {"ORDER_EQUAL"_L1, QT_TRANSLATE_NOOP("OrderFacts", "order number equal"),
        QT_TRANSLATE_NOOP("OrderFacts", "another order number")},
    {"PAID"_L1, QT_TRANSLATE_NOOP("OrderFacts", "paid"), QT_TRANSLATE_NOOP("OrderFacts", "not paid")},
    {"OWED"_L1, QT_TRANSLATE_NOOP("OrderFacts", "subscription active"),
        QT_TRANSLATE_NOOP("OrderFacts", "subscription not active")},
    {"NOT_SERVED"_L1, QT_TRANSLATE_NOOP("OrderFacts", "nothing serves it"),
        QT_TRANSLATE_NOOP("OrderFacts", "something serves it")},
};

QString labelOf(const QString &kind)
{
    if (kind == "WECHAT"_L1)
        return OrderFactText::tr("WeChat says");
    if (kind == "ORDER"_L1)
        return OrderFactText::tr("Order row");
    if (kind == "SUBSCRIPTION"_L1)
        return OrderFactText::tr("Subscription row");
    if (kind == "INSTANCE"_L1)
        return OrderFactText::tr("Instance");
    if (kind == "HAND_OFF"_L1)
        return OrderFactText::tr("Hand-off");
    return kind == "HOST"_L1 ? OrderFactText::tr("Hosts observed") : shownText(kind);
}

QString iconOf(const QString &kind)
{
    static const QHash<QString, QString> icons{{u"WECHAT"_s, u"payment"_s}, {u"ORDER"_s, u"orders"_s},
        {u"SUBSCRIPTION"_s, u"user"_s}, {u"INSTANCE"_s, u"tenants"_s}, {u"HOST"_s, u"hosts"_s},
        {u"HAND_OFF"_s, u"user"_s}};
    return icons.value(kind, u"info"_s);
}

/// The state in words where it is ours; the other side's own word where it is not.
void fillValue(OrderFactRecord &record, const OrderFact &fact)
{
    if (fact.state == "NONE"_L1)
        record.value = fact.kind == "HOST"_L1 ? OrderFactText::tr("nothing labelled with this order")
                                              : OrderFactText::tr("none", "no row, no instance");
    else if (fact.state == "SILENT"_L1)
        record.value = OrderFactText::tr("does not answer");
    else if (fact.state == "NOT_ASKED"_L1)
        record.value = OrderFactText::tr("not asked");
    else if (fact.state == "NO_KEYS"_L1)
        record.value = OrderFactText::tr("no keys to ask with");
    else if (fact.kind == "HAND_OFF"_L1 && fact.state == "WAITING"_L1)
        record.value = OrderFactText::tr("open");
    else if (fact.kind == "HAND_OFF"_L1 && fact.state == "REFUSED"_L1)
        record.value = OrderFactText::tr("refund refused");
    else if (fact.kind == "HAND_OFF"_L1 && fact.state == "KEPT"_L1)
        record.value = OrderFactText::tr("payment kept");
    else if (fact.kind == "INSTANCE"_L1)
        record.value = phaseLook(fact.state).name;
    else {
        record.value = shownText(fact.rawState.isEmpty() ? fact.state : fact.rawState);
        record.isCode = fact.kind != "HOST"_L1;
    }
}

} // namespace

QList<OrderFactRecord> orderFactLines(const QList<OrderFact> &facts)
{
    QList<OrderFactRecord> lines;
    for (const OrderFact &fact : facts) {
        OrderFactRecord record;
        record.iconName = iconOf(fact.kind);
        record.label = labelOf(fact.kind);
        fillValue(record, fact);
        if (fact.amountMinor)
            record.amount = formatMoney(*fact.amountMinor, fact.currency);
        record.line = shownText(fact.line);
        record.time = fact.atMs > 0 ? formatTime(fact.atMs) : QString();
        record.moment = formatMoment(fact.atMs);
        if (fact.mark == "DISAGREES"_L1) {
            record.markIcon = u"warning"_s;
            record.markTone = u"warning"_s;
            record.markName = OrderFactText::tr("disagrees with the others");
        } else if (fact.mark != "AGREES"_L1) {
            record.markIcon = u"info"_s;
            record.markTone = u"muted"_s;
            record.markName = OrderFactText::tr("not known for certain");
        }
        lines.append(record);
    }
    return lines;
}

QList<OrderGuardRecord> orderGuardLines(const QList<OrderGuard> &guards)
{
    QList<OrderGuardRecord> lines;
    for (const OrderGuard &guard : guards) {
        OrderGuardRecord record{shownText(guard.code).toLower().replace(u'_', u' '), guard.holds};
        for (const GuardWords &known : guardWords)
            if (known.code == guard.code)
                record.text = OrderFactText::tr(guard.holds ? known.holds : known.fails);
        lines.append(record);
    }
    return lines;
}

bool areOfOtherDays(const QList<OrderAttempt> &attempts, qint64 nowMs)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs).date();
    return std::any_of(attempts.begin(), attempts.end(),
        [&](const OrderAttempt &one) { return QDateTime::fromMSecsSinceEpoch(one.atMs).date() != today; });
}

QList<LineRecord> orderAttemptLines(const QList<OrderAttempt> &attempts, bool dated)
{
    QList<LineRecord> lines;
    for (const OrderAttempt &attempt : attempts) {
        QStringList words;
        for (const QString &part : {attempt.verb.isEmpty() ? QString() : verbTitle(attempt.verb), attempt.text})
            if (!part.isEmpty())
                words.append(shownText(part));
        lines.append({dated ? formatDayTime(attempt.atMs) : formatTime(attempt.atMs), shownText(attempt.actor),
            words.join(u": "_s), {}});
    }
    return lines;
}

QList<FactRecord> orderDetails(const OrderRow &row, bool personal)
{
    QList<FactRecord> facts;
    const auto add = [&](const QString &label, const QString &value, const QString &copyName, bool isPersonal) {
        if (value.isEmpty())
            return;
        const bool isMasked = isPersonal && !personal;
        facts.append({label, shownText(isMasked ? maskedId(value) : value), {}, true, isMasked ? QString() : u"copy"_s,
            copyName, isMasked ? QString() : value});
    };
    add(OrderFactText::tr("Plan"), row.planCode, OrderFactText::tr("Copy plan code"), false);
    add(OrderFactText::tr("Trade number"), row.tradeNo, OrderFactText::tr("Copy trade number"), false);
    add(OrderFactText::tr("Subscription"), row.subscription, OrderFactText::tr("Copy subscription id"), false);
    add(OrderFactText::tr("Transaction"), row.transactionId, OrderFactText::tr("Copy transaction id"), true);
    add(OrderFactText::tr("Customer"), row.user, OrderFactText::tr("Copy customer id"), true);
    return facts;
}

} // namespace hermes::desktop
