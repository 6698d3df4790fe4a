#include "fleetbackend.h"
#include "fleetrows.h"
#include "orderboardwords.h"

#include <QElapsedTimer>

// What the platform sells, and what was paid and is not served.

using namespace std::chrono_literals;

namespace hermes::desktop {

OrderBoard FleetBackend::readBoard(Fleet &fleet)
{
    OrderBoard board;
    const auto desk = fleet.orders();
    if (!desk) {
        // One that is named and cannot be used is told; none at all is not wrong.
        board.configured = !m_options.platformUrl.isEmpty();
        if (board.configured)
            board.error = desk.error();
        return board;
    }
    const auto read = (*desk)->board();
    if (!read) {
        board.error = read.error();
        return board;
    }
    board = hermes::desktop::orderBoard(*read, m_clock.wallMs());
    board.error = fleet.ordersTrouble();
    return board;
}

void FleetBackend::pushOrders()
{
    // That it was read again is news only now and then.
    constexpr qint64 ageEveryMs = 5'000;
    // As often as it takes a tenth of the time.
    constexpr int share = 10;
    constexpr auto longest = std::chrono::milliseconds(10'000);
    const std::lock_guard lock(m_ordersMutex);
    QElapsedTimer timer;
    timer.start();
    OrderBoard board = readBoard(*m_fleet);
    m_orderPushes.setEvery(qMin(longest, std::chrono::milliseconds(share * (1 + timer.elapsed()))));
    if (m_pushedOrders.serial > 0 && isSameNews(board, m_pushedOrders)
        && board.readMs - m_pushedOrders.readMs < ageEveryMs)
        return;
    board.serial = m_pushedOrders.serial + 1;
    m_pushedOrders = board;
    tell([this, board] { Q_EMIT ordersChanged(board); });
}

Backend::Answer<OrderBoard> FleetBackend::orderBoard()
{
    return onFleet<OrderBoard>(*m_quick, [this](Fleet &fleet) -> Result<OrderBoard> {
        const std::lock_guard lock(m_ordersMutex);
        OrderBoard board = readBoard(fleet);
        board.serial = m_pushedOrders.serial + 1;
        m_pushedOrders = board;
        return board;
    });
}

Backend::Answer<OrderPage> FleetBackend::orders(const OrderQuery &query)
{
    return onFleet<OrderPage>(*m_slow, [query](Fleet &fleet) -> Result<OrderPage> {
        HERMES_ASSIGN(OrderDesk * desk, fleet.orders());
        payments::PlatformDb::OrderQuery asked;
        asked.text = query.text;
        asked.after = query.after;
        asked.limit = query.limit;
        HERMES_ASSIGN(const auto views, desk->orders(asked));
        OrderPage page;
        page.rows = orderRows(views);
        if (views.size() == query.limit)
            page.next = views.last().facts.order.place;
        return page;
    });
}

Backend::Answer<OrderCard> FleetBackend::orderCard(const QString &id)
{
    return onFleet<OrderCard>(*m_slow, [this, id](Fleet &fleet) -> Result<OrderCard> { return cardOf(fleet, id); });
}

Result<OrderCard> FleetBackend::cardOf(Fleet &fleet, const QString &id)
{
    HERMES_ASSIGN(const auto card, fleet.orderCard(id));
    OrderCard shown = hermes::desktop::orderCard(card, m_options.actor.name);
    if (card.view.diagnosis.verb == payments::Verb::Provision) {
        HERMES_ASSIGN(OrderDesk * desk, fleet.orders());
        const auto request = desk->requestFor(card.view.facts.order);
        if (const auto steps = request ? fleet.planProvision(*request) : tl::unexpected<Error>(request.error()); steps)
            for (const hermes::PlanStep &step : *steps)
                shown.plan.append(planStep(step));
        else // what stands in its way is said before it is tried
            shown.plan = {{steps.error().message, {}, steps.error().hint}};
    }
    return shown;
}

Backend::Answer<OrderCard> FleetBackend::recoverOrder(const OrderRecovery &recovery)
{
    return onFleet<OrderCard>(*m_slow, [this, recovery](Fleet &fleet) -> Result<OrderCard> {
        const payments::Verb verb = payments::verbFromName(recovery.verb);
        if (verb == payments::Verb::AskAgain) {
            HERMES_ASSIGN(OrderDesk * desk, fleet.orders());
            HERMES_TRY(desk->askAll(recovery.id));
        } else {
            HERMES_TRY(fleet.recoverOrder(
                {recovery.id, verb, recovery.reason, recovery.note, recovery.rowVersion, recovery.key}));
        }
        return cardOf(fleet, recovery.id);
    });
}

} // namespace hermes::desktop
