#include "demoorders.h"
#include "demoready.h"
#include "format.h"
#include "mask.h"
#include "orderwords.h"

// What the five witnesses of an invented order say.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

bool isUnrecorded(const OrderRow &row)
{
    return row.finding == "NOT_RECORDED"_L1;
}

OrderFact weChat(const OrderRow &row, qint64 now)
{
    OrderFact fact{u"WECHAT"_s, {}, {}, row.amountMinor, row.currency, {}, now - 10'000, u"AGREES"_s};
    if (row.paidMs > 0) {
        fact.state = row.finding == "REFUNDED"_L1 ? u"REFUND"_s : u"SUCCESS"_s;
        fact.line = words(QT_TRANSLATE_NOOP("Demo", "paid %1, transaction %2"))
                        .arg(formatTime(row.paidMs), maskedId(row.transactionId));
        return fact;
    }
    fact.state = row.state == "CLOSED"_L1 ? u"CLOSED"_s : row.state == "OPEN"_L1 ? u"NOTPAY"_s : u"NOT_ASKED"_s;
    fact.line = words(QT_TRANSLATE_NOOP("Demo", "no payment for this order"));
    if (fact.state == "NOT_ASKED"_L1)
        fact.mark = u"UNKNOWN"_s;
    return fact;
}

OrderFact orderRow(const OrderRow &row, qint64 now)
{
    OrderFact fact{u"ORDER"_s, row.state, row.rawState, row.amountMinor, row.currency, {}, now - 2'000, u"AGREES"_s};
    fact.line = words(QT_TRANSLATE_NOOP("Demo", "created %1")).arg(formatTime(row.createdMs));
    if (isUnrecorded(row)) {
        fact.line = words(QT_TRANSLATE_NOOP("Demo", "created %1, not written since")).arg(formatTime(row.createdMs));
        fact.mark = u"DISAGREES"_s;
    }
    if (row.state == "UNKNOWN"_L1)
        fact.mark = u"UNKNOWN"_s;
    return fact;
}

OrderFact subscriptionRow(const OrderRow &row, qint64 now)
{
    OrderFact fact{u"SUBSCRIPTION"_s, u"ACTIVE"_s, {}, {}, {}, {}, now - 2'000, u"AGREES"_s};
    if (row.subscription.isEmpty()) {
        fact.state = u"NONE"_s;
        fact.line = words(QT_TRANSLATE_NOOP("Demo", "no subscription for this order"));
        return fact;
    }
    fact.line = words(QT_TRANSLATE_NOOP("Demo", "plan %1")).arg(row.planCode);
    if (row.finding == "LAPSED"_L1 || row.finding == "PAUSED_BY_LAPSE"_L1) {
        fact.state = u"LAPSED"_s;
        fact.mark = row.finding == "LAPSED"_L1 ? u"DISAGREES"_s : u"AGREES"_s;
    }
    return fact;
}

OrderFact instance(const OrderRow &row, qint64 now)
{
    OrderFact fact{u"INSTANCE"_s, u"READY"_s, {}, {}, {}, {}, now - 2'000, u"AGREES"_s};
    if (row.tenant.isEmpty() || isUnrecorded(row)) {
        fact.state = u"NONE"_s;
        fact.line = words(QT_TRANSLATE_NOOP("Demo", "nobody has asked for one"));
        return fact;
    }
    const QHash<QString, QString> phases{{u"BLOCKED"_s, u"BLOCKED"_s}, {u"RETRYING"_s, u"BACKOFF"_s},
        {u"WAITING_FOR_SCAN"_s, u"BIND_WAIT"_s}, {u"UNDER_WAY"_s, u"STARTING"_s}, {u"PAUSED_BY_LAPSE"_s, u"PAUSED"_s}};
    fact.state = phases.value(row.finding, u"READY"_s);
    fact.line = row.deliveredMs > 0
        ? words(QT_TRANSLATE_NOOP("Demo", "ready since %1")).arg(formatTime(row.deliveredMs))
        : words(QT_TRANSLATE_NOOP("Demo", "asked for %1")).arg(formatTime(row.paidMs + 2'000));
    if (row.finding == "BLOCKED"_L1)
        fact.mark = u"DISAGREES"_s;
    return fact;
}

OrderFact hosts(const OrderRow &row, qint64 now)
{
    OrderFact fact{u"HOST"_s, u"running"_s, {}, {}, {}, {}, now - 3'000, u"AGREES"_s};
    if (row.tenant.isEmpty() || isUnrecorded(row)) {
        fact.state = u"NONE"_s;
        fact.line = words(QT_TRANSLATE_NOOP("Demo", "4 of 5 hosts listed; ecs-bj-01 not seen for 6 min"));
        fact.mark = u"UNKNOWN"_s;
        return fact;
    }
    fact.line = words(QT_TRANSLATE_NOOP("Demo", "container %1")).arg(u"hermes-"_s + row.tenant);
    if (row.finding == "BLOCKED"_L1 || row.finding == "RETRYING"_L1) {
        fact.state = u"created"_s;
        fact.mark = u"DISAGREES"_s;
    } else if (row.finding == "PAUSED_BY_LAPSE"_L1) {
        fact.state = u"exited"_s;
    }
    return fact;
}

OrderFact handOff(const OrderRow &row, qint64 now)
{
    OrderFact fact{
        u"HAND_OFF"_s, u"PROCESSING"_s, u"PROCESSING"_s, row.amountMinor, row.currency, {}, now - 300'000, u"AGREES"_s};
    fact.line = words(QT_TRANSLATE_NOOP("Demo", "refund %1, approved by %2, handed off by %3"))
                    .arg(u"R2026050700042"_s, u"lin.hua"_s, u"mei@ops-mac"_s);
    return fact;
}

QList<OrderGuard> guardsOf(const OrderRow &row)
{
    const bool isPaid = row.state == "PAID"_L1;
    if (row.verb == "PROVISION"_L1)
        return {{u"PAID"_s, isPaid}, {u"OWED"_s, true}, {u"NOT_SERVED"_s, true}};
    if (row.verb == "REDRIVE"_L1)
        return {{u"AMOUNT_EQUAL"_s, true}, {u"ORDER_EQUAL"_s, true}};
    if (row.verb == "RETRY"_L1 || row.verb == "REPLACE_HOST"_L1 || row.verb == "START"_L1)
        return {{u"PAID"_s, isPaid}, {u"OWED"_s, true}};
    return {};
}

/// As core asks for it: where money is involved, or something that serves is ended.
QString typedFor(const OrderRow &row)
{
    const bool isMuch = row.verb == "HAND_OFF"_L1 || row.verb == "PAUSE"_L1 || row.verb == "REPLACE_HOST"_L1;
    return !isMuch ? QString() : row.tenant.isEmpty() ? row.id : row.tenant;
}

QList<PlanStep> planOf(const OrderRow &row)
{
    if (row.verb == "PAUSE"_L1)
        return {{words(QT_TRANSLATE_NOOP("Demo", "Archive the WeChat login of %1")).arg(row.tenant),
                    words(QT_TRANSLATE_NOOP("Demo", "copied and read back before anything goes")), {}},
            {words(QT_TRANSLATE_NOOP("Demo", "Stop the container %1")).arg(u"hermes-"_s + row.tenant),
                words(QT_TRANSLATE_NOOP("Demo", "up to 210 s to finish answers")), {}}};
    return {};
}

} // namespace

OrderCard demoCard(const DemoOrder &order, qint64 nowMs)
{
    const OrderRow &row = order.row;
    OrderCard card;
    card.row = row;
    card.facts = {
        weChat(row, nowMs), orderRow(row, nowMs), subscriptionRow(row, nowMs), instance(row, nowMs), hosts(row, nowMs)};
    if (order.isHandedOff)
        card.facts.append(handOff(row, nowMs));
    card.guards = guardsOf(row);
    card.attempts = order.attempts;
    card.plan = planOf(row);
    card.rowVersion = order.version;
    card.typed = typedFor(row);
    card.actor = u"mei@ops-mac"_s;
    return card;
}

} // namespace hermes::desktop
