#include "fleetrows.h"

#include "audittext.h"
#include "ordercard.h"

#include <QJsonDocument>
#include <QJsonObject>

// Core's orders as the window shows them.

using namespace Qt::StringLiterals;

namespace hermes::desktop {

OrderRow orderRow(const OrderView &view)
{
    const payments::Order &order = view.facts.order;
    OrderRow row;
    row.id = order.id;
    row.tenant = view.tenant;
    row.subscription = order.subscriptionId;
    row.user = order.userId;
    row.planCode = order.planCode;
    row.amountMinor = order.amount.minor;
    row.amountText = order.amount.text;
    row.currency = order.amount.currency;
    row.state = payments::orderStateName(order.state);
    row.rawState = order.rawState;
    row.tradeNo = order.tradeNo;
    row.transactionId = order.transactionId;
    row.finding = payments::findingName(view.diagnosis.finding);
    row.verb = payments::verbName(view.diagnosis.verb);
    row.reason = view.reason;
    row.createdMs = order.createdMs;
    row.paidMs = order.paidMs;
    row.deliveredMs = view.deliveredAt;
    row.waits = view.diagnosis.waits;
    return row;
}

QList<OrderRow> orderRows(const QList<OrderView> &views)
{
    QList<OrderRow> rows;
    for (const OrderView &view : views)
        rows.append(orderRow(view));
    return rows;
}

OrderBoard orderBoard(const OrderDesk::Board &board, qint64 nowMs)
{
    OrderBoard shown;
    shown.readMs = board.readMs;
    shown.handOffs = orderRows(board.handOffs);
    shown.waiting = orderRows(board.waiting.mid(0, boardRows));
    shown.deliveredToday = orderRows(board.delivered.mid(0, boardRows));
    shown.waitingMore = int(board.waiting.size() - shown.waiting.size());
    shown.deliveredMore = int(board.delivered.size() - shown.deliveredToday.size());
    for (qsizetype at = shown.waiting.size(); at < board.waiting.size(); ++at) {
        const qint64 since = board.waiting.at(at).waitsSince();
        shown.lateMore += since > 0 && nowMs - since >= orderSlaMs;
    }
    return shown;
}

OrderCard orderCard(const hermes::OrderCard &card, const QString &actor)
{
    OrderCard shown;
    shown.row = orderRow(card.view);
    for (const hermes::OrderFact &fact : card.facts) {
        OrderFact line;
        line.kind = fact.kind;
        line.state = fact.state;
        line.rawState = fact.rawState;
        if (fact.amount) {
            line.amountMinor = fact.amount->minor;
            line.currency = fact.amount->currency;
        }
        line.line = fact.line;
        line.atMs = fact.atMs;
        line.mark = fact.mark;
        shown.facts.append(line);
    }
    for (const hermes::OrderGuard &guard : card.guards)
        shown.guards.append({guard.code, guard.holds});
    for (const AuditRow &row : card.attempts) {
        const QJsonObject detail = QJsonDocument::fromJson(row.detail.toUtf8()).object();
        // A person's note, or what WeChat Pay says of a refund since.
        const QString text = detail[u"note"_s].toString(detail[u"after"_s].toString());
        shown.attempts.append({row.at, text, auditName(row), row.verb.section(u'.', 1).toUpper()});
    }
    shown.rowVersion = card.view.rowVersion;
    shown.typed = card.typed;
    shown.actor = actor;
    return shown;
}

} // namespace hermes::desktop
