#include "registryprivate.h"

// Orders that were given to whoever may refund.

namespace hermes {

using namespace Qt::StringLiterals;

namespace {

const QString handOffColumns
    = u"order_id, at, actor, finding, reason, note, approver, refund_no, decision, refund_state, refund, recorded_at,"
      " recorded_by"_s;

Registry::HandOff readHandOff(Row &row)
{
    Registry::HandOff handOff;
    handOff.orderId = row.text();
    handOff.at = row.integer();
    handOff.actor = row.text();
    handOff.finding = row.text();
    handOff.reason = row.text();
    handOff.note = row.text();
    handOff.approver = row.text();
    handOff.refundNo = row.text();
    handOff.decision = row.text();
    handOff.refundState = row.text();
    handOff.refund = row.text();
    handOff.recordedAt = row.integer();
    handOff.recordedBy = row.text();
    return handOff;
}

Result<std::optional<Registry::HandOff>> handOffOf(Db &db, const QString &orderId)
{
    return db.first(u"select %1 from hand_offs where order_id = ?"_s.arg(handOffColumns), {orderId}, readHandOff);
}

Status storeHandOff(Db &db, const Registry::HandOff &one)
{
    return db.write(
        u"insert into hand_offs (%1) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (order_id) do update"
        " set at = excluded.at, actor = excluded.actor, finding = excluded.finding, reason = excluded.reason, note ="
        " excluded.note, approver = excluded.approver, refund_no = excluded.refund_no, decision = excluded.decision,"
        " refund_state = excluded.refund_state, refund = excluded.refund, recorded_at = excluded.recorded_at,"
        " recorded_by = excluded.recorded_by"_s.arg(handOffColumns),
        {one.orderId, one.at, one.actor, one.finding, one.reason, one.note, one.approver, one.refundNo, one.decision,
            one.refundState, one.refund, one.recordedAt, one.recordedBy});
}

} // namespace

Result<QList<Registry::HandOff>> Registry::handOffs()
{
    return d->ask([](Db &db) {
        return db.all(u"select %1 from hand_offs order by order_id"_s.arg(handOffColumns), {}, readHandOff);
    });
}

Result<bool> Registry::Private::changeHandOff(Db &db, const OrderAct &act)
{
    HERMES_ASSIGN(const auto found, handOffOf(db, act.id));
    const HandOff before = found.value_or(HandOff{act.id});
    HandOff next = before;
    HERMES_TRY(act.handOff(next));
    if (next == before)
        return false;
    if (!next.refundNo.isEmpty() && next.refundNo != before.refundNo) {
        HERMES_ASSIGN(const auto other,
            db.first(u"select order_id from hand_offs where refund_no = ? and order_id <> ?"_s, {next.refundNo, act.id},
                [](Row &row) { return row.text(); }));
        if (other)
            return fail(ErrorKind::Conflict,
                translate("Registry", "Refund %1 is that of order %2").arg(next.refundNo, *other), {},
                translate("Registry", "Look at the merchant's site which refund is this order's"));
    }
    HERMES_TRY(storeHandOff(db, next));
    return true;
}

Status Registry::noteRefund(const RefundNote &note, const Actor &actor)
{
    return d->write([&](Db &db) -> Status {
        HERMES_ASSIGN(const auto found, handOffOf(db, note.orderId));
        if (!found || found->refundNo != note.refundNo || found->refund == note.answer)
            return {};
        HandOff next = *found;
        next.refundState = note.state;
        next.refund = note.answer;
        HERMES_TRY(storeHandOff(db, next));
        // That it was asked once more is nothing that anybody has to look at before acting.
        if (next.refundState == found->refundState)
            return {};
        HERMES_TRY(
            db.write(u"update orders set row_version = row_version + 1, changed_at = ?, changed_by = ? where id = ?"_s,
                {d->clock.wallMs(), actor.name, note.orderId}));
        return d->writeAudit(db, actor, u"order.refund_state"_s, note.orderId, note.detail);
    });
}

} // namespace hermes
