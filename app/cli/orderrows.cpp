#include "orderrows.h"

#include "output.h"
#include "sheet.h"

#include <QDateTime>

namespace hermes::cli {

namespace {

using namespace payments;

QJsonValue moneyJson(const std::optional<Money> &money)
{
    if (!money || (money->text.isEmpty() && !money->minor))
        return {};
    return QJsonObject{{QStringLiteral("minor"), money->minor ? QJsonValue(*money->minor) : QJsonValue()},
        {QStringLiteral("currency"), textOrNull(money->currency)},
        {QStringLiteral("text"), textOrNull(moneyText(*money))}};
}

QString orderTime(qint64 ms)
{
    return ms == 0 ? QString() : QDateTime::fromMSecsSinceEpoch(ms).toString(QStringLiteral("yyyy-MM-dd hh:mm:ss"));
}

QJsonValue waitingSeconds(const OrderView &view, qint64 nowMs)
{
    return view.diagnosis.waits ? QJsonValue(qMax<qint64>(0, nowMs - view.waitsSince()) / 1000) : QJsonValue();
}

QJsonObject factJson(const OrderFact &fact)
{
    return {{QStringLiteral("kind"), fact.kind}, {QStringLiteral("state"), fact.state},
        {QStringLiteral("rawState"), textOrNull(fact.rawState)}, {QStringLiteral("amount"), moneyJson(fact.amount)},
        {QStringLiteral("line"), textOrNull(fact.line)}, {QStringLiteral("at"), timeOrNull(fact.atMs)},
        {QStringLiteral("mark"), fact.mark}};
}

QString stateText(const Order &order)
{
    return order.state == OrderState::Unknown ? printable(order.rawState) : orderStateName(order.state);
}

QString handedOffText(const HandOff &handOff)
{
    QStringList words{orderTime(handOff.atMs), QStringLiteral("by"), printable(handOff.by)};
    if (!handOff.reason.isEmpty())
        words.append(QStringLiteral("(%1: %2)").arg(handOff.reason, printable(handOff.note)));
    return words.join(QLatin1Char(' '));
}

} // namespace

QJsonObject refundJson(const RefundAnswer &refund)
{
    HandOff asked;
    asked.refund = refund;
    return {{QStringLiteral("state"), refund.state.isEmpty() ? QJsonValue() : QJsonValue(outcomeOf(asked))},
        {QStringLiteral("rawState"), textOrNull(refund.state)}, {QStringLiteral("amount"), moneyJson(refund.amount)},
        {QStringLiteral("total"), moneyJson(refund.total)}, {QStringLiteral("tradeNo"), textOrNull(refund.tradeNo)},
        {QStringLiteral("refundId"), textOrNull(refund.refundId)},
        {QStringLiteral("doneAt"), timeOrNull(refund.doneMs)}, {QStringLiteral("askedAt"), timeOrNull(refund.askedMs)}};
}

QJsonValue handOffJson(const OrderView &view)
{
    if (!view.handOff)
        return {};
    const HandOff &handOff = *view.handOff;
    return QJsonObject{{QStringLiteral("at"), timeOrNull(handOff.atMs)}, {QStringLiteral("by"), handOff.by},
        {QStringLiteral("finding"), textOrNull(handOff.finding)},
        {QStringLiteral("reason"), textOrNull(handOff.reason)}, {QStringLiteral("note"), textOrNull(handOff.note)},
        {QStringLiteral("approver"), textOrNull(handOff.approver)},
        {QStringLiteral("refundNo"), textOrNull(handOff.refundNo)}, {QStringLiteral("outcome"), outcomeOf(handOff)},
        {QStringLiteral("open"), isHandOffOpen(view)}, {QStringLiteral("recordedAt"), timeOrNull(handOff.recordedMs)},
        {QStringLiteral("recordedBy"), textOrNull(handOff.recordedBy)},
        {QStringLiteral("refund"), handOff.refund ? QJsonValue(refundJson(*handOff.refund)) : QJsonValue()}};
}

QJsonObject orderJson(const OrderView &view, qint64 nowMs)
{
    const Order &order = view.facts.order;
    const auto &subscription = view.facts.subscription;
    return {{QStringLiteral("order"), order.id}, {QStringLiteral("subscription"), textOrNull(order.subscriptionId)},
        {QStringLiteral("tenant"), textOrNull(view.tenant)}, {QStringLiteral("user"), textOrNull(order.userId)},
        {QStringLiteral("planCode"), textOrNull(order.planCode)}, {QStringLiteral("amount"), moneyJson(order.amount)},
        {QStringLiteral("state"), orderStateName(order.state)},
        {QStringLiteral("rawState"), textOrNull(order.rawState)},
        {QStringLiteral("subscriptionState"),
            subscription ? QJsonValue(subscriptionStateName(subscription->state)) : QJsonValue()},
        {QStringLiteral("tradeNo"), textOrNull(order.tradeNo)},
        {QStringLiteral("transactionId"), textOrNull(order.transactionId)},
        {QStringLiteral("finding"), findingName(view.diagnosis.finding)},
        {QStringLiteral("verb"), textOrNull(verbName(view.diagnosis.verb))},
        {QStringLiteral("waits"), view.diagnosis.waits},
        {QStringLiteral("waitingSeconds"), waitingSeconds(view, nowMs)},
        {QStringLiteral("phase"), view.tenant.isEmpty() ? QJsonValue() : QJsonValue(phaseName(view.phase))},
        {QStringLiteral("reason"), textOrNull(view.reason)}, {QStringLiteral("createdAt"), timeOrNull(order.createdMs)},
        {QStringLiteral("paidAt"), timeOrNull(order.paidMs)},
        {QStringLiteral("deliveredAt"), timeOrNull(view.deliveredAt)},
        {QStringLiteral("settledAt"), timeOrNull(view.settledAt)}, {QStringLiteral("handOff"), handOffJson(view)},
        {QStringLiteral("rowVersion"), view.rowVersion < 0 ? QJsonValue() : QJsonValue(view.rowVersion)},
        {QStringLiteral("next"), textOrNull(QString::fromLatin1(order.place.toUtf8().toBase64()))}};
}

QJsonObject orderCardJson(const OrderCard &card, qint64 nowMs)
{
    QJsonObject object = orderJson(card.view, nowMs);
    QJsonArray facts;
    for (const OrderFact &fact : card.facts)
        facts.append(factJson(fact));
    QJsonArray guards;
    for (const OrderGuard &guard : card.guards)
        guards.append(QJsonObject{{QStringLiteral("code"), guard.code}, {QStringLiteral("holds"), guard.holds}});
    QJsonArray attempts;
    for (const AuditRow &row : card.attempts)
        attempts.append(QJsonObject{{QStringLiteral("at"), timeOrNull(row.at)}, {QStringLiteral("actor"), row.actor},
            {QStringLiteral("verb"), row.verb}, {QStringLiteral("detail"), row.detail}});
    object[QStringLiteral("facts")] = facts;
    object[QStringLiteral("guards")] = guards;
    object[QStringLiteral("attempts")] = attempts;
    object[QStringLiteral("typed")] = textOrNull(card.typed);
    return object;
}

QStringList orderTable(const QList<OrderView> &views, qint64 nowMs)
{
    QList<QStringList> rows;
    for (const OrderView &view : views) {
        const Order &order = view.facts.order;
        const QString waits = view.diagnosis.waits ? durationText(qMax<qint64>(0, nowMs - order.paidMs)) : QString();
        rows << QStringList{waits, printable(order.id), dashIfEmpty(view.tenant),
            dashIfEmpty(printable(moneyText(order.amount))), stateText(order), findingName(view.diagnosis.finding),
            dashIfEmpty(verbName(view.diagnosis.verb)),
            dashIfEmpty(orderTime(order.paidMs > 0 ? order.paidMs : order.createdMs))};
    }
    return table(
        {QStringLiteral("WAITS"), QStringLiteral("ORDER"), QStringLiteral("TENANT"), QStringLiteral("AMOUNT"),
            QStringLiteral("STATE"), QStringLiteral("FINDING"), QStringLiteral("PROPOSED"), QStringLiteral("WHEN")},
        rows);
}

QStringList orderCardLines(const OrderCard &card, qint64 nowMs)
{
    const OrderView &view = card.view;
    const Order &order = view.facts.order;
    Sheet sheet;
    sheet.add(QStringLiteral("order"), printable(order.id));
    sheet.add(QStringLiteral("tenant"), view.tenant);
    sheet.add(QStringLiteral("amount"), printable(moneyText(order.amount)));
    sheet.add(QStringLiteral("plan"), printable(order.planCode));
    sheet.add(QStringLiteral("finding"), findingName(view.diagnosis.finding));
    if (view.diagnosis.waits)
        sheet.add(QStringLiteral("waits"), durationText(qMax<qint64>(0, nowMs - order.paidMs)));
    sheet.add(QStringLiteral("delivered"), orderTime(view.deliveredAt));
    sheet.add(QStringLiteral("proposed"), verbName(view.diagnosis.verb));
    if (view.handOff) {
        sheet.add(QStringLiteral("handed off"), handedOffText(*view.handOff));
        sheet.add(QStringLiteral("approver"), printable(view.handOff->approver));
        sheet.add(QStringLiteral("refund"), printable(view.handOff->refundNo));
    }
    QStringList lines = sheet.lines();
    QList<QStringList> rows;
    for (const OrderFact &fact : card.facts) {
        QStringList words{fact.state == QLatin1String("UNKNOWN") ? printable(fact.rawState) : fact.state};
        if (fact.amount)
            words.append(printable(moneyText(*fact.amount)));
        rows << QStringList{fact.kind, words.join(QLatin1Char(' ')), printable(fact.line),
            dashIfEmpty(orderTime(fact.atMs)), fact.mark == QLatin1String("AGREES") ? QString() : fact.mark.toLower()};
    }
    lines << QString();
    lines += table({QStringLiteral("FACT"), QStringLiteral("SAYS"), QStringLiteral("MORE"), QStringLiteral("WHEN"),
                       QStringLiteral("MARK")},
        rows);
    if (card.attempts.isEmpty())
        return lines;
    rows.clear();
    for (const AuditRow &row : card.attempts)
        rows << QStringList{orderTime(row.at), row.verb, row.actor, printable(row.detail)};
    lines << QString();
    lines
        += table({QStringLiteral("WHEN"), QStringLiteral("DONE"), QStringLiteral("WHO"), QStringLiteral("WHY")}, rows);
    return lines;
}

} // namespace hermes::cli
