#include "auditcontroller.h"

#include "auditwords.h"
#include "format.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr int auditPageRows = 100;
constexpr int auditSearchDelayMs = 250;
constexpr qint64 auditReadEveryMs = 10'000;

} // namespace

AuditController::AuditController(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(auditSearchDelayMs);
    connect(&m_typing, &QTimer::timeout, this, [this] { read(true); });
    setVerbs({});
    setPeriods();
}

void AuditController::setOpened(bool opened)
{
    if (m_opened == opened)
        return;
    m_opened = opened;
    Q_EMIT openedChanged();
    if (opened)
        read(true);
}

void AuditController::setSearch(const QString &text)
{
    if (m_search == text)
        return;
    m_search = text;
    m_typing.start();
    Q_EMIT filterChanged();
}

void AuditController::setVerb(const QString &verb)
{
    if (m_verb == verb)
        return;
    m_verb = verb;
    Q_EMIT filterChanged();
    read(true);
}

void AuditController::setSince(const QString &since)
{
    if (m_since == since)
        return;
    m_since = since;
    Q_EMIT filterChanged();
    read(true);
}

void AuditController::clearFilter()
{
    m_search.clear();
    m_verb.clear();
    m_since.clear();
    Q_EMIT filterChanged();
    read(true);
}

AuditWish AuditController::wish() const
{
    const QDateTime midnight = QDateTime::fromMSecsSinceEpoch(m_now).date().startOfDay();
    AuditWish wish{m_search.trimmed(), m_verb, 0, 0, auditPageRows};
    if (!m_since.isEmpty())
        wish.sinceMs = midnight.addDays(m_since == "week"_L1   ? -6
                                       : m_since == "month"_L1 ? -29
                                                               : 0)
                           .toMSecsSinceEpoch();
    return wish;
}

void AuditController::refresh()
{
    read(true);
}

void AuditController::readOn()
{
    m_wantsMore = m_hasMore && m_asked;
    if (m_hasMore && !m_asked)
        read(false);
}

void AuditController::read(bool first)
{
    first = first || m_typing.isActive(); // what is there is of another search
    m_typing.stop();
    m_asked = true;
    m_readMs = m_now;
    const int serial = ++m_serial;
    AuditWish wanted = wish();
    if (!first && !m_entries.isEmpty())
        wanted.beforeId = m_entries.last().id;
    Q_EMIT changed();
    m_backend.audit(wanted).then(
        this, [this, serial, first](const Result<AuditPage> &page) { take(serial, first, page); });
}

void AuditController::take(int serial, bool first, const Result<AuditPage> &page)
{
    if (serial != m_serial)
        return;
    m_asked = false;
    if (!page) {
        m_problem.set(page.error());
        Q_EMIT changed();
        return;
    }
    m_problem.clear();
    m_known = true;
    m_hasMore = page->rows.size() == auditPageRows;
    if (first) {
        setVerbs(page->verbs);
        m_entries = page->rows;
        rebuild();
    } else {
        m_entries += page->rows;
        QList<AuditRecord> records;
        for (const AuditRow &row : page->rows)
            records.append(auditRecord(row, m_now));
        m_rows.append(records);
    }
    Q_EMIT changed();
    if (std::exchange(m_wantsMore, false))
        readOn();
}

void AuditController::rebuild()
{
    QList<AuditRecord> records;
    for (const AuditRow &row : std::as_const(m_entries))
        records.append(auditRecord(row, m_now));
    m_rows.set(records);
    m_facts.set(m_chosen ? auditFacts(*m_chosen) : QList<FactRecord>());
}

void AuditController::setVerbs(const QStringList &verbs)
{
    m_everDone = verbs;
    QList<ChoiceRecord> choices;
    for (const QString &verb : verbs)
        choices.append({verb, auditVerbWords(verb)});
    std::sort(choices.begin(), choices.end(),
        [](const ChoiceRecord &a, const ChoiceRecord &b) { return a.text.localeAwareCompare(b.text) < 0; });
    //: Choice of a filter of the audit: whatever was done
    const QString anything = tr("any", "action");
    choices.prepend({{}, anything});
    m_verbs.set(choices);
}

void AuditController::setPeriods()
{
    //: Choice of a filter of the audit: since when; "Since ever"
    const QString ever = tr("ever");
    m_periods.set({{{}, ever}, {u"today"_s, tr("today")}, {u"week"_s, tr("7 days")}, {u"month"_s, tr("30 days")}});
}

QString AuditController::countText() const
{
    if (!m_known)
        return {};
    return m_hasMore ? tr("the latest %n entries", nullptr, m_rows.count())
                     : tr("%n entries", "of the audit", m_rows.count());
}

void AuditController::select(const QString &entry)
{
    if (m_selected == entry)
        return;
    m_selected = entry;
    const int row = rowOf(entry);
    m_chosen = row < 0 ? std::nullopt : std::optional(m_entries.at(row));
    m_facts.set(m_chosen ? auditFacts(*m_chosen) : QList<FactRecord>());
    Q_EMIT selectedChanged();
}

QString AuditController::title() const
{
    return m_chosen ? auditVerbWords(m_chosen->verb) : QString();
}

QString AuditController::entryAt(int row) const
{
    return row >= 0 && row < m_entries.size() ? QString::number(m_entries.at(row).id) : QString();
}

int AuditController::rowOf(const QString &entry) const
{
    // Sorted by id, the newest first.
    const qint64 id = entry.toLongLong();
    const auto found = std::lower_bound(
        m_entries.begin(), m_entries.end(), id, [](const AuditRow &row, qint64 wanted) { return row.id > wanted; });
    return found != m_entries.end() && found->id == id ? int(found - m_entries.begin()) : -1;
}

void AuditController::verify()
{
    if (m_verifying)
        return;
    m_verifying = true;
    m_verifiedMs = 0;
    m_broken.clear();
    m_actProblem.clear();
    Q_EMIT changed();
    m_backend.verifyAudit().then(this, [this](const Result<qint64> &rows) {
        m_verifying = false;
        if (rows) {
            m_verifiedMs = m_now;
            m_verifiedCount = *rows;
        } else if (rows.error().kind == ErrorKind::Conflict) {
            m_broken.set(rows.error());
        } else {
            m_actProblem.set(rows.error()); // nobody knows
        }
        Q_EMIT changed();
    });
}

QString AuditController::verifiedText() const
{
    if (m_verifiedMs == 0)
        return {};
    //: %n is the number of entries of the audit; %1 a time of day
    const QString text
        = tr("%n entries, each follows from the one before it; looked at %1", nullptr, int(m_verifiedCount));
    return text.arg(formatTime(m_verifiedMs));
}

void AuditController::exportTo(const QUrl &file, const QString &format)
{
    if (m_exporting)
        return;
    m_exporting = true;
    dismiss();
    const QString path = file.toLocalFile();
    m_backend.exportAudit(wish(), path, format).then(this, [this, path](const Result<qint64> &rows) {
        m_exporting = false;
        if (rows) {
            m_exportedTo = path;
            m_exportedCount = *rows;
        } else {
            m_actProblem.set(rows.error());
        }
        Q_EMIT changed();
    });
}

void AuditController::dismiss()
{
    m_exportedTo.clear();
    m_actProblem.clear();
    Q_EMIT changed();
}

QString AuditController::exportedText() const
{
    return m_exportedTo.isEmpty() ? QString()
                                  : tr("%n entries written to %1", nullptr, int(m_exportedCount)).arg(m_exportedTo);
}

void AuditController::setNow(qint64 nowMs)
{
    m_now = nowMs;
    // What is scrolled to stays; at its beginning the list is read again.
    if (m_opened && !m_stale && !m_asked && m_entries.size() <= auditPageRows && nowMs - m_readMs >= auditReadEveryMs)
        read(true);
}

void AuditController::setStale(bool stale)
{
    if (std::exchange(m_stale, stale) != stale)
        Q_EMIT changed();
}

void AuditController::retranslate()
{
    setVerbs(m_everDone);
    setPeriods();
    rebuild();
    Q_EMIT changed();
    Q_EMIT selectedChanged();
}

void AuditController::copy(const QString &value) const
{
    QGuiApplication::clipboard()->setText(value);
}

} // namespace hermes::desktop
