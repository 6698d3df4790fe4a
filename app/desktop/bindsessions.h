#pragma once

#include "call.h"
#include "clock.h"
#include "fleet.h"
#include "rows.h"

#include <functional>
#include <map>
#include <optional>

namespace hermes::desktop {

/// The bind logins that the window shows: what core tells about each becomes the facts that are drawn. What comes for a
/// login that was closed meanwhile is dropped. UI thread only.
class BindSessions {
public:
    /// Which login something belongs to.
    struct Ticket {
        QString tenant;
        int serial = 0;
        CancelToken token;
    };

    BindSessions(const Clock &clock, std::function<void(const BindFacts &)> changed);

    [[nodiscard]] bool isOpen(const QString &tenant) const { return m_sessions.count(tenant) > 0; }
    [[nodiscard]] Ticket begin(const QString &tenant);
    void take(const Ticket &ticket, const BindEvent &event);
    void end(const Ticket &ticket, const std::optional<Error> &error);
    /// Masks the code in this very call. Core polls on, because the customer may confirm what he has just scanned.
    void close(const QString &tenant);
    void cancelAll();

private:
    struct Session {
        CancelSource cancel;
        BindFacts facts;
        int serial = 0;
    };
    [[nodiscard]] Session *find(const Ticket &ticket);

    const Clock &m_clock;
    std::function<void(const BindFacts &)> m_changed;
    std::map<QString, Session> m_sessions;
    int m_serial = 0;
};

} // namespace hermes::desktop
