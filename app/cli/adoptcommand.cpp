#include "arguments.h"
#include "commands.h"
#include "drive.h"
#include "exitcodes.h"
#include "jsonrows.h"

#include <QJsonArray>
#include <QJsonObject>

namespace hermes::cli {

namespace {

struct AdoptOptions {
    std::string host;
    std::string source;
    std::string name;
    std::string subscription;
    std::string order;
    std::string planCode;
    std::string image;
    std::string profileList;
    bool wait = false;
};

QJsonObject adoptableJson(const Fleet::Adoptable &found)
{
    return {{QStringLiteral("source"), found.source}, {QStringLiteral("container"), textOrNull(found.container)},
        {QStringLiteral("home"), textOrNull(found.home)}, {QStringLiteral("name"), textOrNull(found.name)},
        {QStringLiteral("image"), textOrNull(found.image)}, {QStringLiteral("state"), found.state},
        {QStringLiteral("port"), found.port > 0 ? QJsonValue(int(found.port)) : QJsonValue()},
        {QStringLiteral("weixin"),
            found.botId.isEmpty() ? QJsonValue()
                                  : QJsonObject{{QStringLiteral("accountId"), found.botId},
                                      {QStringLiteral("userId"), textOrNull(found.userId)}}},
        {QStringLiteral("notes"), QJsonArray::fromStringList(found.notes)},
        {QStringLiteral("obstacle"), textOrNull(found.obstacle)}};
}

Result<int> listAdoptable(const QString &host, const QString &profileList, Fleet &fleet, Session &session)
{
    HERMES_ASSIGN(const auto found, fleet.adoptable(host, profileList, session.call()));
    Output &output = session.output();
    if (output.isJson()) {
        QJsonArray all;
        for (const auto &one : found)
            all.append(adoptableJson(one));
        output.document(all);
        return exitDone;
    }
    if (found.isEmpty() && !profileList.isEmpty()) {
        output.line(QStringLiteral("%1 names no profile.").arg(profileList));
        return exitDone;
    }
    if (found.isEmpty()) {
        output.line(QStringLiteral("Nothing on %1 looks like a Hermes that this program did not make.").arg(host));
        return exitDone;
    }
    QList<QStringList> rows;
    for (const auto &one : found)
        rows << QStringList{one.source, one.state, one.image, one.port > 0 ? QString::number(one.port) : QString(),
            one.botId.isEmpty() ? QStringLiteral("-") : one.botId,
            one.obstacle.isEmpty() ? one.name : QStringLiteral("not as it is: ") + one.obstacle};
    for (const QString &line : table({QStringLiteral("WHAT"), QStringLiteral("STATE"), QStringLiteral("IMAGE"),
                                         QStringLiteral("PORT"), QStringLiteral("WECHAT"), QStringLiteral("AS TENANT")},
             rows))
        output.line(line);
    return exitDone;
}

Result<int> adopt(const AdoptOptions &options, Session &session)
{
    const QString host = qt(options.host);
    HERMES_TRY(checkHostName(host));
    if (!options.name.empty())
        HERMES_TRY(checkTenantName(qt(options.name)));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    session.concernsHost(host);
    if (options.source.empty())
        return listAdoptable(host, qt(options.profileList), *fleet, session);
    const Fleet::AdoptRequest request{host, qt(options.source), qt(options.name), qt(options.subscription),
        qt(options.order), qt(options.planCode), qt(options.image), qt(options.profileList)};
    HERMES_ASSIGN(const auto plan, fleet->planAdopt(request, session.call()));
    for (const auto &note : plan.found.notes)
        session.output().note(note);
    if (session.options().plan)
        return printPlan(session, plan.steps);
    HERMES_TRY(confirmByTyping(session,
        (plan.found.container.isEmpty()
                ? QStringLiteral("Makes tenant '%2' of a copy of %1.")
                : QStringLiteral(
                    "Stops container %1 for good (it stays there) and makes tenant '%2' of a copy of its home."))
            .arg(plan.found.source, plan.name),
        plan.name));
    HERMES_ASSIGN(const auto done, driven(session, options.wait, [&](bool drive, const Progress &progress) {
        return fleet->adopt(request, drive, progress, session.call());
    }));
    printProvisioned(session, done);
    return exitDone;
}

} // namespace

void addAdoptCommand(CLI::App &root, Parsed &parsed)
{
    auto options = std::make_shared<AdoptOptions>();
    auto *command = addCommand(root, parsed, "adopt", "Take over what runs on a host and was made by hand",
        [options](Session &session) { return adopt(*options, session); });
    command->add_option("HOST", options->host, "The host")->required();
    command->add_option("SOURCE", options->source,
        "A container's name or id, a directory, or a profile of the list (default: list what there is)");
    command->add_option("--profiles-db", options->profileList,
        "A SQLite file on the host whose table hermes_profiles names what was made by hand");
    command->add_option("--name", options->name, "The tenant's name (default: made of the source's)");
    command->add_option("--subscription", options->subscription, "Subscription that it serves");
    command->add_option("--order", options->order, "Order that paid for it");
    command->add_option("--plan-code", options->planCode, "Plan that was bought");
    command->add_option("--image", options->image, "Image reference (default: the one that it has)");
    command->add_flag("--wait", options->wait, "With a worker: wait until it is done");
}

} // namespace hermes::cli
