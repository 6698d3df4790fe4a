#include "bindsessions.h"

#include "fleetrows.h"

using namespace Qt::StringLiterals;

namespace hermes::desktop {

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
    Ticket ticket{tenant, session.serial, session.cancel.token()};
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
    const BindFacts before = std::exchange(facts, bindFacts(facts, event, m_clock.wallMs()));
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
    facts.problem.clear();
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
