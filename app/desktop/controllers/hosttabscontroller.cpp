#include "hosttabscontroller.h"

#include "format.h"
#include "words.h"

using namespace Qt::StringLiterals;

namespace hermes::desktop {

void HostTabsController::show(const QString &host)
{
    if (m_host == host)
        return;
    m_host = host;
    m_entries.clear();
    rebuild();
}

void HostTabsController::setBoard(const LeakBoard &board)
{
    m_board = board;
    rebuild();
}

void HostTabsController::setEvents(const QString &host, const QList<JournalEntry> &events)
{
    if (host != m_host)
        return;
    m_entries = events;
    rebuild();
}

void HostTabsController::rebuild()
{
    QList<StatusRecord> leaks;
    for (const LeakRow &row : std::as_const(m_board.rows)) {
        if (row.host != m_host)
            continue;
        const Look look = leakLook(row.kind);
        const QString what = u"%1: %2"_s.arg(row.object, row.message);
        leaks.append({look.name, row.error.isEmpty() ? row.remedy : row.error, what,
            formatAge(m_board.lookedMs - row.firstSeenMs), look.tone == "danger"_L1 ? u"warning"_s : look.tone, true});
    }
    m_leaks.set(leaks);
    QList<StatusRecord> events;
    for (const JournalEntry &entry : std::as_const(m_entries))
        events.append(
            {entry.text, {}, u"%1 · %2"_s.arg(formatDayTime(entry.atMs), entry.actor), {}, u"muted"_s, false});
    m_events.set(events);
    Q_EMIT changed();
}

QString HostTabsController::leaksTitle() const
{
    //: A tab, with the number of findings on a host
    return m_board.lookedMs == 0 || m_board.silent.contains(m_host) ? tr("Leaks") : tr("Leaks %1").arg(m_leaks.count());
}

QString HostTabsController::leaksText() const
{
    if (m_leaks.count() > 0)
        return {};
    if (m_board.lookedMs == 0)
        return tr("Nobody has looked yet.");
    return m_board.silent.contains(m_host) ? tr("It did not answer when it was looked at: nothing is known of it.")
                                           : tr("All on it is as the registry has it.");
}

} // namespace hermes::desktop
