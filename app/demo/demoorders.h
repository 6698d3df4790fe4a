#pragma once

#include "democlock.h"
#include "orderrows.h"

#include <QSet>
#include <functional>

namespace hermes::desktop {

/// An order of the invented platform, with what was done about it.
struct DemoOrder {
    OrderRow row;
    qint64 version = 1;
    QList<OrderAttempt> attempts;
    QString changedBy; ///< somebody else
    qint64 changedMs = 0;
    bool isHandedOff = false; ///< to whoever may refund
};

/// The invented platform's orders of the design pictures: a day on which six wait, and a few hundred older ones, among
/// them some that are as bad as real data gets. What is recovered really changes.
class DemoOrders {
public:
    enum class State {
        Normal,
        Unset, ///< no platform database is named
        Quiet, ///< nothing was ever ordered
        Silent, ///< the database does not answer any more
        Unreadable ///< it never answered
    };
    /// Called for each order that a person recovered, with the verb: the fleet does its part.
    using Done = std::function<void(const OrderRow &row, const QString &verb)>;

    DemoOrders(const DemoClock &clock, Done done);

    void fill(State state, const QList<TenantRow> &tenants);
    [[nodiscard]] OrderBoard board() const;
    [[nodiscard]] Result<OrderPage> page(const OrderQuery &query) const;
    [[nodiscard]] Result<OrderCard> card(const QString &id) const;
    [[nodiscard]] Result<OrderCard> recover(const OrderRecovery &recovery);
    /// What became of the tenants that are waited for. True: something is another than it was.
    bool follow(const QList<TenantRow> &tenants);
    /// Somebody else changes an order, as 20 s ago.
    void touch(const QString &id, const QString &actor);
    /// Nothing is kept of it besides what the platform says.
    void keepNothingOf(const QString &id);
    /// What is recovered is done, but nobody is told so.
    void setAnswersLost(bool lost) { m_answersLost = lost; }

    /// Ids of orders as bad as they get.
    [[nodiscard]] static QString longId();
    [[nodiscard]] static QString markup();

private:
    void addWaiting(const QList<TenantRow> &tenants);
    void addDelivered(const QList<TenantRow> &tenants);
    void addHandOff();
    void addOld();
    void addUgly();
    void add(OrderRow row, const QList<OrderAttempt> &attempts = {});
    [[nodiscard]] DemoOrder *find(const QString &id);
    [[nodiscard]] Status judge(const DemoOrder &order, const OrderRecovery &recovery) const;
    void apply(DemoOrder &order, const QString &verb, const QString &note);

    const DemoClock &m_clock;
    Done m_done;
    State m_state = State::Normal;
    QList<DemoOrder> m_orders; ///< the latest first
    QSet<QString> m_keys; ///< of what was done
    bool m_answersLost = false;
};

/// Five facts, guards and plan of an order, as they are at `nowMs`.
[[nodiscard]] OrderCard demoCard(const DemoOrder &order, qint64 nowMs);

} // namespace hermes::desktop
