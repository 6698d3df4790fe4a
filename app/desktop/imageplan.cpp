#include "imageplan.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

namespace {

constexpr int idDigits = 12;

QString repositoryOf(const QString &reference)
{
    return reference.startsWith("sha256:"_L1) ? QString() : reference.section(u':', 0, -2);
}

/// Of those that are asked for and are no more.
QList<ImageRow> goneOf(const QList<TenantRow> &rows, const QStringList &names)
{
    QList<ImageRow> gone;
    for (const QString &name : names) {
        if (std::any_of(rows.begin(), rows.end(), [&](const TenantRow &row) { return row.name == name; }))
            continue;
        ImageRow row;
        row.tenant = name;
        row.obstacle = u"GONE"_s;
        gone.append(row);
    }
    return gone;
}

QString obstacleOf(const TenantRow &row, const ImageRow &made, const ImageWish &wish)
{
    if (row.tier == "prefab"_L1)
        return u"PREFAB"_s;
    if (row.host.isEmpty())
        return u"NO_HOST"_s;
    if (wish.back && made.to.isEmpty())
        return u"NO_FORMER"_s;
    if (row.phase == "UNKNOWN"_L1)
        return u"UNKNOWN"_s;
    const bool many = wish.names.size() > 1;
    return many && !wish.back && !made.serves && row.phase != "PAUSED"_L1 ? u"NOT_SERVING"_s : QString();
}

/// Who can tell soonest whether the image works comes first; who needs the former one most, when it is to be had back.
int rankOf(const ImageRow &row, bool back)
{
    if (!row.obstacle.isEmpty())
        return 3;
    if (row.same)
        return 2;
    return row.serves != back ? 0 : 1;
}

} // namespace

ImagePlan imagePlan(
    const QList<TenantRow> &rows, const ImageWish &wish, const QString &standard, const QMap<QString, QString> &former)
{
    ImagePlan plan;
    plan.image = wish.image.isEmpty() ? standard : wish.image;
    plan.known.append(standard);
    for (const TenantRow &row : rows) {
        if (!row.image.isEmpty() && !row.image.startsWith("sha256:"_L1) && !plan.known.contains(row.image))
            plan.known.append(row.image);
        if (!wish.names.contains(row.name))
            continue;
        ImageRow made{row.name, row.host, row.phase, row.image};
        made.to = wish.back ? former.value(row.name) : plan.image;
        made.serves = row.phase == "READY"_L1 || row.phase == "BIND_WAIT"_L1;
        made.same = !wish.back && made.from == made.to; // what was had before is told by its id
        made.obstacle = obstacleOf(row, made, wish);
        plan.rows.append(made);
    }
    plan.rows += goneOf(rows, wish.names);
    std::sort(plan.known.begin() + 1, plan.known.end(), std::greater<>());
    std::sort(plan.rows.begin(), plan.rows.end(), [&](const ImageRow &a, const ImageRow &b) {
        return std::pair(rankOf(a, wish.back), a.tenant) < std::pair(rankOf(b, wish.back), b.tenant);
    });
    return plan;
}

JobFacts imageJob(const ImageChange &change)
{
    JobFacts job;
    job.kind = change.back ? u"ROLLBACK"_s : u"UPGRADE"_s;
    job.target = change.back ? QString() : change.image;
    for (const ImageRow &row : change.rows) {
        JobPart part;
        part.tenant = row.tenant;
        part.from = row.from;
        part.to = row.to;
        job.parts.append(part);
    }
    return job;
}

QString imageShort(const QString &reference)
{
    if (reference.startsWith("sha256:"_L1))
        return reference.mid(7, idDigits);
    return reference.section(u'/', -1);
}

QString imageChangeText(const QString &from, const QString &to)
{
    const bool sameRepository = !repositoryOf(from).isEmpty() && repositoryOf(from) == repositoryOf(to);
    const auto text = [sameRepository](const QString &reference) {
        return sameRepository ? reference.section(u':', -1) : imageShort(reference);
    };
    return from == to ? text(to) : text(from) + u" → "_s + text(to);
}

} // namespace hermes::desktop
