#include "jobwords.h"

#include "backupwords.h"
#include "format.h"
#include "imageplan.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

struct JobText {
    Q_DECLARE_TR_FUNCTIONS(Jobs)
};

int countIn(const JobFacts &job, const QStringList &states)
{
    return int(tenantsIn(job, states).size());
}

QString progressText(const JobFacts &job)
{
    const int all = int(job.parts.size());
    const int good = countIn(job, {u"DONE"_s, u"SAME"_s});
    if (all == 1)
        return job.parts.first().state == "RUNNING"_L1 ? stepWords(job.parts.first().step, job.parts.first().note)
                                                       : jobLook(job.state).name;
    //: Progress of a job on several tenants: "3 of 12 done"
    QStringList parts{JobText::tr("%1 of %2 done").arg(good).arg(all)};
    if (const int running = countIn(job, {u"RUNNING"_s}); running > 0)
        parts.append(JobText::tr("%1 under way").arg(running));
    if (const int failed = countIn(job, {u"FAILED"_s}); failed > 0)
        parts.append(JobText::tr("%1 failed").arg(failed));
    if (const int left = countIn(job, {u"LEFT"_s}); left > 0)
        parts.append(JobText::tr("%1 left as they were").arg(left));
    return parts.join(u", "_s);
}

/// The second line: why it ended, or whom it is busy with.
QString noteText(const JobFacts &job)
{
    if (!job.error.message.isEmpty() && job.state == "FAILED"_L1)
        return job.error.message;
    if (job.state == "STOPPING"_L1)
        return JobText::tr("What is under way comes to its end; nothing more is begun.");
    return job.parts.size() > 1 ? tenantsIn(job, {u"RUNNING"_s}).join(u", "_s) : QString();
}

QString backupText(const JobPart &part)
{
    if (part.bytes == 0)
        return JobText::tr("Done");
    return part.frozenMs > 0 ? JobText::tr("%1; its agent stood still for %2 s")
                                   .arg(sizeText(part.bytes), QLocale().toString(double(part.frozenMs) / 1000, 'f', 1))
                             : sizeText(part.bytes);
}

QString partText(const JobFacts &job, const JobPart &part)
{
    if (part.state == "WAITING"_L1)
        return JobText::tr("waits");
    if (part.state == "RUNNING"_L1)
        return stepWords(part.step, part.note);
    if (part.state == "SAME"_L1)
        return JobText::tr("had it already");
    if (part.state == "LEFT"_L1)
        return JobText::tr("left as it was");
    if (part.state == "FAILED"_L1)
        return part.error.message;
    if (job.kind == "BACKUP"_L1)
        return backupText(part);
    if (job.kind == "RESTORE"_L1)
        return backupTitle(backupOf(job.target));
    if (part.from.isEmpty())
        return imageShort(part.to);
    return imageChangeText(part.from, part.to);
}

JobPartRecord partRecord(const JobFacts &job, const JobPart &part, qint64 nowMs)
{
    static const QHash<QString, QString> tones{
        {u"RUNNING"_s, u"accent"_s}, {u"DONE"_s, u"success"_s}, {u"SAME"_s, u"success"_s}, {u"FAILED"_s, u"danger"_s}};
    JobPartRecord record{part.tenant, partText(job, part)};
    if (part.state == "FAILED"_L1)
        record.problem = QStringList{part.error.detail, part.error.hint}.join(u'\n').trimmed();
    if (part.beganMs > 0)
        record.took = formatDuration((part.endedMs > 0 ? part.endedMs : nowMs) - part.beganMs);
    record.tone = tones.value(part.state, u"muted"_s);
    record.ring = part.state == "RUNNING"_L1 || part.state == "WAITING"_L1 || part.state == "LEFT"_L1;
    return record;
}

QString groupOf(const JobPart &part)
{
    if (part.wave == 1)
        //: Caption over the first tenant of several that are upgraded
        return JobText::tr("First, alone");
    if (part.wave > 1)
        return JobText::tr("Wave %1").arg(part.wave);
    return part.state == "LEFT"_L1 ? JobText::tr("Left as they were") : JobText::tr("Not begun yet");
}

} // namespace

QStringList tenantsIn(const JobFacts &job, const QStringList &states)
{
    QStringList names;
    for (const JobPart &part : job.parts)
        if (states.contains(part.state))
            names.append(part.tenant);
    return names;
}

QString jobVerb(const QString &kind)
{
    if (kind == "BACKUP"_L1)
        return JobText::tr("Back up");
    if (kind == "RESTORE"_L1)
        return JobText::tr("Restore");
    return kind == "ROLLBACK"_L1 ? JobText::tr("Roll back") : JobText::tr("Upgrade");
}

QString jobTarget(const JobFacts &job)
{
    const QString who
        = job.parts.size() == 1 ? job.parts.first().tenant : JobText::tr("%n tenants", nullptr, int(job.parts.size()));
    if (job.kind == "RESTORE"_L1)
        //: What a job does: %1 a tenant, %2 "the backup of 12 May, 09:41"
        return JobText::tr("%1 to %2", "tenant and backup").arg(who, backupTitle(backupOf(job.target)));
    const QString to = job.target.isEmpty() && job.parts.size() == 1 ? job.parts.first().to : job.target;
    //: What a job does: %1 a tenant or "12 tenants", %2 an image
    return to.isEmpty() ? who : JobText::tr("%1 to %2").arg(who, imageShort(to));
}

QString jobTitle(const JobFacts &job, const QString &tenant)
{
    for (const JobPart &part : job.parts)
        if (part.tenant == tenant && !part.to.isEmpty())
            //: What a job does: %1 "Upgrade" or "Roll back", %2 an image
            return JobText::tr("%1 to %2", "verb and image").arg(jobVerb(job.kind), imageShort(part.to));
    return jobVerb(job.kind);
}

Look jobLook(const QString &state)
{
    if (state == "RUNNING"_L1)
        return {JobText::tr("Running"), u"accent"_s, true, false};
    if (state == "STOPPING"_L1)
        return {JobText::tr("Stopping"), u"accent"_s, true, false};
    if (state == "DONE"_L1)
        return {JobText::tr("Done"), u"success"_s, false, false};
    if (state == "STOPPED"_L1)
        //: Of a job: somebody ended it before everything was done
        return {JobText::tr("Stopped"), u"warning"_s, false, true};
    return {JobText::tr("Failed"), u"danger"_s, false, true};
}

bool isOver(const JobFacts &job)
{
    return job.endedMs > 0;
}

JobRecord jobRecord(const JobFacts &job, qint64 nowMs)
{
    const Look look = jobLook(job.state);
    JobRecord record{job.id, jobVerb(job.kind), jobTarget(job), progressText(job), noteText(job)};
    record.noteTone = job.state == "FAILED"_L1 ? u"danger"_s : u"muted"_s;
    record.share = double(countIn(job, {u"DONE"_s, u"SAME"_s, u"FAILED"_s})) / double(qMax(1, int(job.parts.size())));
    record.stateName = look.name;
    record.tone = look.tone;
    record.ring = look.ring;
    record.filled = look.filled;
    record.began = formatTime(job.beganMs);
    record.took = formatDuration((isOver(job) ? job.endedMs : nowMs) - job.beganMs);
    return record;
}

QList<JobPartRecord> partRecords(const JobFacts &job, qint64 nowMs)
{
    QList<JobPart> parts = job.parts;
    std::stable_sort(parts.begin(), parts.end(), [](const JobPart &a, const JobPart &b) {
        return (a.wave > 0 ? a.wave : INT_MAX) < (b.wave > 0 ? b.wave : INT_MAX);
    });
    QList<JobPartRecord> records;
    QString group;
    for (const JobPart &part : std::as_const(parts)) {
        JobPartRecord record = partRecord(job, part, nowMs);
        if (parts.size() > 1 && groupOf(part) != group)
            record.group = group = groupOf(part);
        records.append(record);
    }
    return records;
}

QString stepWords(const QString &step, const QString &note)
{
    static const QHash<QString, const char *> words{
        {u"pull-image"_s, QT_TRANSLATE_NOOP("Jobs", "fetches the image")},
        {u"place"_s, QT_TRANSLATE_NOOP("Jobs", "reserves a place")},
        {u"pin-image"_s, QT_TRANSLATE_NOOP("Jobs", "finds the image")},
        {u"archive-credentials"_s, QT_TRANSLATE_NOOP("Jobs", "archives its WeChat login")},
        {u"stop"_s, QT_TRANSLATE_NOOP("Jobs", "stops, and finishes its answers")},
        {u"remove"_s, QT_TRANSLATE_NOOP("Jobs", "removes the old container")},
        {u"create"_s, QT_TRANSLATE_NOOP("Jobs", "makes the new container")},
        {u"write-home"_s, QT_TRANSLATE_NOOP("Jobs", "writes its home")},
        {u"backup"_s, QT_TRANSLATE_NOOP("Jobs", "copies its home")},
        {u"restore-home"_s, QT_TRANSLATE_NOOP("Jobs", "restores its home")},
        {u"start"_s, QT_TRANSLATE_NOOP("Jobs", "starts")},
        {u"move-port"_s, QT_TRANSLATE_NOOP("Jobs", "takes another port")},
        {u"next-generation"_s, QT_TRANSLATE_NOOP("Jobs", "prepares to be made anew")},
        {u"unpause"_s, QT_TRANSLATE_NOOP("Jobs", "goes on after the copy")},
    };
    if (const char *known = words.value(step)) {
        const QString text = QCoreApplication::translate("Jobs", known);
        return note.isEmpty() ? text : text + u": "_s + note;
    }
    // A phase has its own word.
    return step.isEmpty() ? JobText::tr("begins") : phaseLook(step).name;
}

} // namespace hermes::desktop
