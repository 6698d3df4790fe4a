#pragma once

#include "result.h"
#include "rows.h"

#include <optional>

// What the window asks and shows about orders, as plain values; see rows.h. Codes are core's, never words.

namespace hermes::desktop {

constexpr int boardRows = 1'000; ///< nobody reads on after so many
constexpr qint64 orderSlaMs = 300'000; ///< from the payment to a serving agent

/// One line of the Orders page.
struct OrderRow {
    QString id; ///< of the platform's order row: a cuid, up to 64 characters, may be anything
    QString tenant; ///< name; empty: none yet
    QString subscription; ///< id
    QString user; ///< the platform's user id: personal, masked until asked for
    QString planCode;
    std::optional<qint64> amountMinor; ///< in the currency's minor unit; absent: no number, see amountText
    QString amountText; ///< what the column said
    QString currency; ///< ISO 4217
    QString state; ///< OPEN, PAID, CLOSED, REFUNDED, UNKNOWN
    QString rawState; ///< the platform's own word
    QString tradeNo; ///< out_trade_no
    QString transactionId; ///< WeChat's: personal, masked until asked for
    QString finding; ///< see orderwords.cpp
    QString verb; ///< the one proposed; empty: none
    QString reason; ///< of a blocked tenant: PORT_TAKEN, …
    qint64 createdMs = 0;
    qint64 paidMs = 0;
    qint64 deliveredMs = 0;
    bool waits = false; ///< paid and not delivered: it is on the first tab

    bool operator==(const OrderRow &) const = default;
};

/// What the platform's database said last. With an `error` the lists are what was read before, or empty.
struct OrderBoard {
    QList<OrderRow> waiting; ///< those that wait longest, at most boardRows
    QList<OrderRow> deliveredToday; ///< the latest, likewise
    QList<OrderRow> handOffs;
    qint64 readMs = 0;
    Error error = {}; ///< the database does not answer; no message: it does
    bool configured = true; ///< a platform database is named
    int waitingMore = 0; ///< besides those in the list
    int lateMore = 0; ///< of these, so many waited for too long when it was read
    int deliveredMore = 0; ///< besides those in the list
    qint64 serial = 0; ///< grows with each: of two, the later one is how it is
};

struct OrderQuery {
    QString text; ///< of an order id, user, tenant, trade number or transaction
    QString after; ///< the page before ended there; opaque
    int limit = 100;
};

struct OrderPage {
    QList<OrderRow> rows;
    QString next; ///< empty: the last page
};

/// What one of the witnesses says. `kind` is WECHAT, ORDER, SUBSCRIPTION, INSTANCE, HOST or, where it was given to
/// whoever may refund, HAND_OFF.
struct OrderFact {
    QString kind;
    QString state;
    QString rawState;
    std::optional<qint64> amountMinor;
    QString currency;
    QString line; ///< core's own words
    qint64 atMs = 0;
    QString mark; ///< AGREES, DISAGREES, UNKNOWN

    bool operator==(const OrderFact &) const = default;
};

/// What has to be true before the proposed verb may be done.
struct OrderGuard {
    QString code; ///< PAID, OWED, NOT_SERVED
    bool holds = false;

    bool operator==(const OrderGuard &) const = default;
};

struct OrderAttempt {
    qint64 atMs = 0;
    QString text; ///< a note, or core's own words
    QString actor;
    QString verb = {}; ///< what a person or the worker did; empty: something else happened

    bool operator==(const OrderAttempt &) const = default;
};

/// Everything the pane of an order shows.
struct OrderCard {
    OrderRow row;
    QList<OrderFact> facts;
    QList<OrderGuard> guards;
    QList<OrderAttempt> attempts; ///< the newest first
    QList<PlanStep> plan;
    qint64 rowVersion = 0; ///< below 0: nothing is kept of it
    QString typed; ///< what must be typed before the verb; empty: nothing
    QString actor; ///< as whom this window is written into the audit
};

/// What a person decided. ASK_AGAIN changes nothing and comes without reason and note.
struct OrderRecovery {
    QString id;
    QString verb;
    QString reason;
    QString note;
    qint64 rowVersion = 0; ///< that the person saw
    QString key; ///< the same key a second time does nothing
};

} // namespace hermes::desktop
