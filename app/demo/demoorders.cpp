#include "demoorders.h"

#include "demoready.h"
#include "orderwords.h"

#include <QDateTime>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

const QString demoOperator = u"mei@ops-mac"_s;
constexpr qsizetype shortestNote = 3;

Error unreadable()
{
    return {ErrorKind::Network, words(QT_TRANSLATE_NOOP("Demo", "The platform's database does not answer")),
        u"connection to server at \"10.20.0.14\", port 5432 failed: Connection refused"_s,
        words(QT_TRANSLATE_NOOP("Demo", "Look whether it is up, then try again."))};
}

bool contains(const OrderRow &row, const QString &text)
{
    for (const QString &field : {row.id, row.user, row.tenant, row.tradeNo, row.transactionId})
        if (field.contains(text, Qt::CaseInsensitive))
            return true;
    return false;
}

} // namespace

DemoOrders::DemoOrders(const DemoClock &clock, Done done)
    : m_clock(clock)
    , m_done(std::move(done))
{ }

OrderBoard DemoOrders::board() const
{
    const qint64 now = m_clock.wallMs();
    OrderBoard board;
    board.configured = m_state != State::Unset;
    if (m_state == State::Unset)
        return board;
    if (m_state == State::Unreadable || m_state == State::Silent)
        board.error = unreadable();
    if (m_state == State::Unreadable)
        return board;
    board.readMs = now - (m_state == State::Silent ? 40'000 : 2'000);
    const qint64 midnight = QDateTime::fromMSecsSinceEpoch(now).date().startOfDay().toMSecsSinceEpoch();
    for (const DemoOrder &order : m_orders) {
        const OrderRow &row = order.row;
        if (row.waits)
            board.waiting.append(row);
        else if (row.finding == "DELIVERED"_L1 && row.deliveredMs >= midnight)
            board.deliveredToday.append(row);
        else if (order.isHandedOff)
            board.handOffs.append(row);
    }
    return board;
}

Result<OrderPage> DemoOrders::page(const OrderQuery &query) const
{
    if (m_state == State::Silent || m_state == State::Unreadable)
        return tl::unexpected<Error>(unreadable());
    OrderPage page;
    bool begun = query.after.isEmpty();
    for (const DemoOrder &order : m_orders) {
        const bool fits = query.text.isEmpty() || contains(order.row, query.text);
        if (begun && fits && page.rows.size() == query.limit) {
            page.next = page.rows.last().id;
            break;
        }
        if (begun && fits)
            page.rows.append(order.row);
        begun = begun || order.row.id == query.after;
    }
    return page;
}

DemoOrder *DemoOrders::find(const QString &id)
{
    const auto found
        = std::find_if(m_orders.begin(), m_orders.end(), [&](const DemoOrder &order) { return order.row.id == id; });
    return found == m_orders.end() ? nullptr : &*found;
}

Result<OrderCard> DemoOrders::card(const QString &id) const
{
    if (m_state == State::Silent || m_state == State::Unreadable)
        return tl::unexpected<Error>(unreadable());
    for (const DemoOrder &order : m_orders)
        if (order.row.id == id)
            return demoCard(order, m_clock.wallMs());
    return fail(ErrorKind::NotFound, words(QT_TRANSLATE_NOOP("Demo", "There is no order %1")).arg(shownText(id)), {},
        words(QT_TRANSLATE_NOOP("Demo", "It may have been another platform's. Search for it among all orders.")));
}

Status DemoOrders::judge(const DemoOrder &order, const OrderRecovery &recovery) const
{
    if (recovery.rowVersion != order.version) {
        const qint64 ago = (m_clock.wallMs() - order.changedMs) / 1'000;
        return fail(ErrorKind::Conflict,
            words(QT_TRANSLATE_NOOP("Demo", "Nothing was done: the order was changed by %1 %2 s ago"))
                .arg(order.changedBy)
                .arg(ago),
            u"row version %1, you saw %2"_s.arg(order.version).arg(recovery.rowVersion),
            words(QT_TRANSLATE_NOOP("Demo", "Reload it, then see whether it still needs this.")));
    }
    if (recovery.verb != order.row.verb)
        return fail(ErrorKind::Conflict,
            words(QT_TRANSLATE_NOOP("Demo", "Nothing was done: something else is proposed for the order now")),
            order.row.verb, words(QT_TRANSLATE_NOOP("Demo", "Reload it, then see whether it still needs this.")));
    if (recovery.note.trimmed().size() < shortestNote)
        return fail(ErrorKind::Invalid, words(QT_TRANSLATE_NOOP("Demo", "A note is missing")), {},
            words(QT_TRANSLATE_NOOP("Demo", "Say in a few words why.")));
    return {};
}

Result<OrderCard> DemoOrders::recover(const OrderRecovery &recovery)
{
    if (m_state != State::Normal)
        return tl::unexpected<Error>(unreadable());
    DemoOrder *order = find(recovery.id);
    if (!order)
        return card(recovery.id);
    if (m_keys.contains(recovery.key))
        return demoCard(*order, m_clock.wallMs());
    // What WeChat says is as old as it is.
    if (recovery.verb != "ASK_AGAIN"_L1) {
        HERMES_TRY(judge(*order, recovery));
        m_keys.insert(recovery.key);
        ++order->version;
        order->changedBy = demoOperator;
        order->changedMs = m_clock.wallMs();
        apply(*order, recovery.verb, recovery.note);
    }
    const OrderRow row = order->row;
    if (m_done)
        m_done(row, recovery.verb);
    if (m_answersLost)
        return fail(ErrorKind::Timeout, words(QT_TRANSLATE_NOOP("Demo", "The platform did not answer within 10 s")), {},
            words(QT_TRANSLATE_NOOP("Demo", "Press again: what was done already is not done twice.")));
    return card(row.id);
}

void DemoOrders::apply(DemoOrder &order, const QString &verb, const QString &note)
{
    OrderRow &row = order.row;
    const auto becomes = [&row](const QString &finding) {
        row.finding = finding;
        row.verb.clear();
        row.reason.clear();
    };
    if (verb == "HAND_OFF"_L1 || verb == "CLOSE"_L1) {
        becomes(row.finding);
        row.waits = false;
        order.isHandedOff = verb == "HAND_OFF"_L1;
    } else {
        if (verb == "REDRIVE"_L1) {
            row.state = row.rawState = u"PAID"_s;
            row.subscription = u"sub_"_s + row.id.right(8);
        }
        becomes(verb == "PAUSE"_L1 ? u"PAUSED_BY_LAPSE"_s : u"UNDER_WAY"_s);
    }
    order.attempts.prepend({m_clock.wallMs(), note, demoOperator, verb});
}

bool DemoOrders::follow(const QList<TenantRow> &tenants)
{
    bool changed = false;
    for (DemoOrder &order : m_orders) {
        OrderRow &row = order.row;
        if (!row.waits || row.tenant.isEmpty() || row.finding == "NOT_RECORDED"_L1)
            continue;
        const auto tenant = std::find_if(
            tenants.begin(), tenants.end(), [&row](const TenantRow &one) { return one.name == row.tenant; });
        if (tenant == tenants.end())
            continue;
        const OrderRow before = row;
        row.reason = tenant->reason;
        row.verb.clear();
        if (tenant->phase == "READY"_L1) {
            row.finding = u"DELIVERED"_s;
            row.deliveredMs = m_clock.wallMs();
            row.waits = false;
        } else if (tenant->phase == "BIND_WAIT"_L1) {
            row.finding = u"WAITING_FOR_SCAN"_s;
            row.verb = u"SHOW_CODE"_s;
        } else if (tenant->phase == "BLOCKED"_L1 || tenant->phase == "BACKOFF"_L1) {
            row.finding = tenant->phase == "BLOCKED"_L1 ? u"BLOCKED"_s : u"RETRYING"_s;
            row.verb = u"RETRY"_s;
        } else {
            row.finding = u"UNDER_WAY"_s;
            row.reason.clear();
        }
        changed = changed || !(row == before);
    }
    return changed;
}

void DemoOrders::touch(const QString &id, const QString &actor)
{
    if (DemoOrder *order = find(id)) {
        ++order->version;
        order->changedBy = actor;
        order->changedMs = m_clock.wallMs() - 20'000;
    }
}

void DemoOrders::keepNothingOf(const QString &id)
{
    if (DemoOrder *order = find(id))
        order->version = -1;
}

} // namespace hermes::desktop
