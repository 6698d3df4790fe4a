#include "tenantcontroller.h"

#include "format.h"
#include "tenantfacts.h"
#include "words.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr qint64 dayMs = 86'400'000;
constexpr int logLines = 200;
constexpr qint64 followEveryMs = 2'000;

LineRecord lineOf(const LogLine &line)
{
    const QString tone = line.level == "error"_L1 ? u"danger"_s : line.level == "warning"_L1 ? u"warning"_s : u"text"_s;
    return {line.atMs > 0 ? formatTime(line.atMs) : QString(), line.source, line.text, tone};
}

} // namespace

TenantController::TenantController(Backend &backend, BindController &bind, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_bind(bind)
{
    connect(&backend, &Backend::tenantDetailChanged, this, [this](const QString &name) {
        if (name == m_row.name)
            readDetail();
    });
}

void TenantController::show(const TenantRow *row)
{
    const TenantRow next = row ? *row : TenantRow();
    if (next.name != m_row.name) {
        m_detail = {};
        m_problem.clear();
        m_logProblem.clear();
        m_log.set({});
        m_following = false;
        setWorking({});
        m_loading = row != nullptr;
        Q_EMIT logChanged();
    }
    const bool moved = next.phase != m_row.phase || next.generation != m_row.generation;
    const bool newGeneration = next.generation != m_row.generation;
    const bool other = next.name != m_row.name;
    m_row = next;
    if (moved && !other)
        setWorking({});
    if (newGeneration && !other)
        m_bind.replaced();
    m_bind.watch(m_row.name, m_row.phase == "BIND_WAIT"_L1 && !m_stale);
    rebuild();
    if (row && (other || moved))
        readDetail();
}

void TenantController::readDetail()
{
    if (m_row.name.isEmpty())
        return;
    // One read at a time: a burst of pushes asks once more after the answer, not once each.
    m_readAgain = m_reading;
    if (m_reading)
        return;
    m_reading = true;
    m_backend.tenantDetail(m_row.name).then(this, [this, name = m_row.name](const Result<TenantDetail> &detail) {
        m_reading = false;
        takeDetail(name, detail);
        if (m_readAgain || name != m_row.name)
            readDetail();
    });
}

void TenantController::takeDetail(const QString &name, const Result<TenantDetail> &detail)
{
    if (name != m_row.name)
        return;
    m_loading = false;
    if (detail)
        m_detail = *detail;
    else if (detail.error().kind != ErrorKind::NotFound)
        m_problem.set(detail.error());
    rebuild();
}

void TenantController::rebuild()
{
    m_reason = isShown() && !m_stale ? reasonCard(m_row, m_now) : ReasonCard();
    m_reasonActions.set(m_reason.actions);
    TenantActions actions = isShown() ? tenantActions(m_row, isWritable()) : TenantActions();
    if (m_detail.formerImage.isEmpty())
        actions.more.removeIf([](const ActionRecord &action) { return action.verb == "rollback"_L1; });
    m_actions.set(actions.first);
    m_moreActions.set(actions.more);
    QList<LineRecord> journal;
    for (const JournalEntry &entry : std::as_const(m_detail.journal))
        journal.append({formatTime(entry.atMs), entry.actor, entry.text, {}});
    m_journal.set(journal);
    rebuildTimed();
    m_facts.set(tenantFacts(m_row, m_detail));
    m_destroyFacts.set(removedFacts(m_row));
    m_conditions.set(conditionLines(m_row, m_detail));
    Q_EMIT changed();
    Q_EMIT ticked();
}

void TenantController::rebuildTimed()
{
    m_timeline.set(timelineLines(m_detail, m_now, m_stale));
    m_weixin.set(weixinFacts(m_row, m_detail, m_now));
}

QString TenantController::subtitle() const
{
    const QString generation = tr("generation %1").arg(m_row.generation);
    return m_row.customer.isEmpty() ? generation : m_row.customer + u" · "_s + generation;
}

QString TenantController::phaseName() const
{
    return phaseLook(m_row.phase).name;
}

bool TenantController::isGreyed() const
{
    return m_stale || m_row.phase == "UNKNOWN"_L1;
}

QString TenantController::phaseTone() const
{
    return isGreyed() ? u"muted"_s : phaseLook(m_row.phase).tone;
}

bool TenantController::phaseRing() const
{
    return isGreyed() || phaseLook(m_row.phase).ring;
}

bool TenantController::phaseFilled() const
{
    return !isGreyed() && phaseLook(m_row.phase).filled;
}

QString TenantController::weixinNote() const
{
    return m_detail.boundMs > 0 ? tr("bound %1").arg(formatDayTime(m_detail.boundMs)) : QString();
}

QString TenantController::timelineNote() const
{
    if (m_detail.requestedMs <= 0)
        return {};
    if (m_detail.readyMs > 0)
        //: Right of the head "Phases": day, and how long provisioning took
        return tr("%1, %2 to ready")
            .arg(formatDay(m_detail.requestedMs), formatDuration(m_detail.readyMs - m_detail.requestedMs));
    if (m_now - m_detail.requestedMs > dayMs)
        return formatDayTime(m_detail.requestedMs);
    return m_stale ? QString() : tr("%1 since request").arg(formatDuration(m_now - m_detail.requestedMs));
}

void TenantController::setNow(qint64 nowMs)
{
    m_now = nowMs;
    if (!isShown())
        return;
    rebuildTimed();
    if (m_row.phase == "UNKNOWN"_L1) {
        m_reason = m_stale ? ReasonCard() : reasonCard(m_row, m_now);
        Q_EMIT changed();
    }
    Q_EMIT ticked();
    if (m_following && nowMs % followEveryMs < 1'000)
        readLog();
}

void TenantController::setStale(bool stale)
{
    m_stale = stale;
    rebuild();
}

void TenantController::retranslate()
{
    rebuild();
}

void TenantController::act(const QString &verb)
{
    if (verb == "destroy"_L1)
        Q_EMIT destroyAsked();
    else if (verb == "migrate"_L1)
        Q_EMIT moveAsked(m_row.name, m_row.host, m_row.tier);
    else if (verb == "upgrade"_L1 || verb == "rollback"_L1)
        Q_EMIT imageAsked(verb);
    else if (verb == "rebind"_L1 || verb == "restart"_L1 || verb == "stop"_L1 || verb == "movehere"_L1
        || verb == "containerize"_L1)
        Q_EMIT planAsked(verb, m_row.heldBy);
    else if (verb == "holder"_L1)
        Q_EMIT tenantAsked(m_row.heldBy);
    else if (verb == "backup"_L1)
        Q_EMIT backupAsked();
    else if (verb == "restore"_L1)
        Q_EMIT backupsAsked();
    else if (verb == "log"_L1)
        Q_EMIT logAsked();
    else if (verb == "newcode"_L1)
        m_bind.newCode();
    else if (verb == "reconnect"_L1)
        m_backend.reconnectHost(m_row.host);
    else if (verb == "host"_L1)
        Q_EMIT hostAsked(m_row.host);
    else
        run(verb);
}

void TenantController::run(const QString &verb)
{
    m_problem.clear();
    setWorking(verb);
    m_backend.tenantAct(verb, m_row.name).then(this, [this, name = m_row.name](const Status &done) {
        if (name != m_row.name)
            return;
        setWorking({});
        if (!done)
            m_problem.set(done.error());
        readDetail();
    });
}

void TenantController::perform(const QString &verb)
{
    if (verb != "rebind"_L1) {
        run(verb);
        return;
    }
    m_problem.clear();
    m_bind.rebind(m_row.name);
}

void TenantController::destroyTenant(const QString &reason)
{
    m_problem.clear();
    setWorking(u"destroy"_s);
    m_backend.destroyTenant(m_row.name, reason).then(this, [this, name = m_row.name](const Status &done) {
        if (name != m_row.name)
            return;
        setWorking({});
        if (!done)
            m_problem.set(done.error());
    });
}

void TenantController::setWorking(const QString &verb)
{
    if (m_working == verb)
        return;
    m_working = verb;
    Q_EMIT workingChanged();
}

void TenantController::setFollowing(bool following)
{
    m_following = following;
    if (following)
        readLog();
    Q_EMIT logChanged();
}

void TenantController::readLog()
{
    if (m_logLoading || !isShown())
        return;
    m_logLoading = true;
    Q_EMIT logChanged();
    m_backend.tenantLog(m_row.name, logLines)
        .then(this, [this, name = m_row.name](const Result<QList<LogLine>> &lines) {
            m_logLoading = false;
            if (name == m_row.name && lines) {
                QList<LineRecord> records;
                for (const LogLine &line : *lines)
                    records.append(lineOf(line));
                m_log.set(records);
                m_logProblem.clear();
            } else if (name == m_row.name) {
                m_logProblem.set(lines.error());
            }
            Q_EMIT logChanged();
        });
}

void TenantController::copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

} // namespace hermes::desktop
