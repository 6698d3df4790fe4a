#include "leakscontroller.h"

#include "format.h"
#include "words.h"

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qint64 openedEveryMs = 60'000;
constexpr qint64 closedEveryMs = 300'000;

} // namespace

LeaksController::LeaksController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{ }

bool LeaksController::isRepairable() const
{
    return !m_stale && std::any_of(m_board.rows.begin(), m_board.rows.end(), [](const LeakRow &row) {
        return row.repair == "self"_L1;
    });
}

QString LeaksController::countText() const
{
    return isKnown() ? tr("%n findings", nullptr, total()) : QString();
}

QString LeaksController::silentText() const
{
    return m_board.silent.isEmpty() ? QString() : tr("not known of %1").arg(m_board.silent.join(u", "_s));
}

QString LeaksController::lookedText() const
{
    return isKnown() ? tr("looked %1 ago").arg(formatAge(m_now - m_board.lookedMs)) : QString();
}

void LeaksController::setOpened(bool opened)
{
    if (m_opened == opened)
        return;
    m_opened = opened;
    Q_EMIT openedChanged();
    if (opened)
        look();
}

void LeaksController::setNow(qint64 nowMs)
{
    m_now = nowMs;
    const qint64 every = m_opened ? openedEveryMs : closedEveryMs;
    if (m_askedMs == 0)
        m_askedMs = nowMs - closedEveryMs + openedEveryMs; // not in the first minute, when hosts are still connecting
    if (nowMs - m_askedMs >= every)
        look();
    Q_EMIT ticked();
}

void LeaksController::setStale(bool stale)
{
    m_stale = stale;
    Q_EMIT changed();
}

void LeaksController::retranslate()
{
    rebuild();
}

void LeaksController::look()
{
    if (m_looking || m_repairing || m_stale)
        return;
    m_looking = true;
    m_askedMs = m_now;
    Q_EMIT changed();
    m_backend.leaks().then(this, [this](const Result<LeakBoard> &board) {
        m_looking = false;
        take(board);
    });
}

void LeaksController::repair()
{
    if (m_repairing)
        return;
    m_repairing = true;
    Q_EMIT changed();
    m_backend.repairLeaks().then(this, [this](const Result<LeakBoard> &board) {
        m_repairing = false;
        take(board);
    });
}

void LeaksController::take(const Result<LeakBoard> &board)
{
    if (board) {
        m_board = *board;
        m_problem.clear();
        Q_EMIT looked(m_board);
    } else {
        m_problem.set(board.error());
    }
    rebuild();
}

void LeaksController::rebuild()
{
    QList<LeakRecord> records;
    for (const LeakRow &row : std::as_const(m_board.rows)) {
        const Look look = leakLook(row.kind);
        const QString whatNext = row.repair == "wait"_L1
            ? tr("It may be under way: it is left alone until it is a minute old and was seen twice.")
            : row.remedy;
        records.append({look.name, row.kind, look.tone, row.host, row.object, row.tenant, row.tenantLives, row.message,
            row.error.isEmpty() ? whatNext : row.error, !row.error.isEmpty(),
            formatAge(m_board.lookedMs - row.firstSeenMs)});
    }
    m_rows.set(records);
    Q_EMIT changed();
    Q_EMIT ticked();
}

} // namespace hermes::desktop
