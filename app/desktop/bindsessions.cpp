#include "bindsessions.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

QString stateOf(const BindEvent &event)
{
    static const QHash<QString, QString> states{{u"masked"_s, u"RENEWING"_s}, {u"scaned"_s, u"SCANNED"_s},
        {u"need_verifycode"_s, u"DIGITS"_s}, {u"checking_verifycode"_s, u"DIGITS"_s}, {u"confirmed"_s, u"CONFIRMED"_s},
        {u"binded_redirect"_s, u"CONFIRMED"_s}};
    return event.wrongDigits ? u"DIGITS_REFUSED"_s : states.value(event.event);
}

} // namespace

BindSessions::BindSessions(const Clock &clock, std::function<void(const BindFacts &)> changed)
    : m_clock(clock)
    , m_changed(std::move(changed))
{ }

BindSessions::Ticket BindSessions::begin(const QString &tenant)
{
    Session &session = m_sessions[tenant];
    session.serial = ++m_serial;
    session.facts.tenant = tenant;
    session.facts.state = u"ASKING"_s;
    const Ticket ticket{tenant, session.serial, session.cancel.token()};
    m_changed(session.facts);
    return ticket;
}

BindSessions::Session *BindSessions::find(const Ticket &ticket)
{
    const auto found = m_sessions.find(ticket.tenant);
    return found == m_sessions.end() || found->second.serial != ticket.serial ? nullptr : &found->second;
}

void BindSessions::take(const Ticket &ticket, const BindEvent &event)
{
    Session *const session = find(ticket);
    if (!session)
        return;
    BindFacts &facts = session->facts;
    const BindFacts before = facts;
    facts.askedMs = m_clock.wallMs();
    if (event.event == "qr"_L1) {
        facts.state = u"WAIT"_s;
        facts.content = event.content;
        facts.number += 1;
        facts.issuedMs = facts.askedMs;
        facts.expiresMs = event.expiresAt;
    } else {
        const QString state = stateOf(event);
        if (state.isEmpty())
            return;
        facts.state = state;
        facts.content.clear();
    }
    facts.message = event.message;
    if (facts != before)
        m_changed(BindFacts(facts));
}

void BindSessions::end(const Ticket &ticket, const std::optional<Error> &error)
{
    const Session *const session = find(ticket);
    if (!session)
        return;
    BindFacts facts = session->facts;
    m_sessions.erase(ticket.tenant);
    facts.content.clear();
    facts.state = error && error->kind != ErrorKind::Cancelled ? u"ENDED"_s : u"NONE"_s;
    facts.message = error ? error->text() : QString();
    m_changed(facts);
}

void BindSessions::close(const QString &tenant)
{
    const auto found = m_sessions.find(tenant);
    if (found == m_sessions.end())
        return;
    found->second.cancel.cancel();
    m_sessions.erase(found);
    BindFacts facts;
    facts.tenant = tenant;
    facts.state = u"NONE"_s;
    m_changed(facts);
}

void BindSessions::cancelAll()
{
    for (auto &[tenant, session] : m_sessions)
        session.cancel.cancel();
}

} // namespace hermes::desktop
