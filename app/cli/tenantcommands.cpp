#include "arguments.h"
#include "commands.h"
#include "drive.h"
#include "exitcodes.h"
#include "jsonrows.h"
#include "tenanttext.h"

#include <QFile>

namespace hermes::cli {

namespace {

constexpr qint64 longestSecret = 64 * 1024;

struct ProvisionOptions {
    std::string name;
    std::string subscription;
    std::string order;
    std::string planCode;
    std::string tier;
    std::string host;
    std::string image;
    std::vector<std::string> secrets;
    bool wait = false;
};

Result<QByteArray> secretBytes(const SecretArgument &argument, Session &session)
{
    if (argument.file.isEmpty())
        return session.takeStandardInput(QStringLiteral("the secret ") + argument.key);
    QFile file(argument.file);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Invalid, QStringLiteral("The file of secret %1 cannot be read.").arg(argument.key),
            argument.file + QStringLiteral(": ") + file.errorString(),
            QStringLiteral("Check the path after @ and the file's permissions."));
    if (file.size() > longestSecret)
        return fail(ErrorKind::Invalid,
            QStringLiteral("The file of secret %1 is longer than a secret can be.").arg(argument.key), argument.file);
    return file.readAll();
}

Result<QMap<QString, Secret>> readSecrets(const std::vector<std::string> &texts, Session &session)
{
    QList<SecretArgument> arguments;
    for (const std::string &text : texts) {
        HERMES_ASSIGN(const SecretArgument argument, parseSecretArgument(qt(text)));
        for (const SecretArgument &other : arguments)
            if (other.key == argument.key)
                return fail(ErrorKind::Invalid, QStringLiteral("The secret %1 is given twice.").arg(argument.key));
        arguments << argument;
    }
    QMap<QString, Secret> secrets;
    for (const SecretArgument &argument : arguments) {
        HERMES_ASSIGN(QByteArray bytes, secretBytes(argument, session));
        HERMES_ASSIGN(const Secret secret, checkSecretValue(argument.key, bytes));
        wipe(bytes);
        secrets.insert(argument.key, secret);
    }
    return secrets;
}

Result<ProvisionRequest> provisionRequest(const ProvisionOptions &options, Session &session)
{
    ProvisionRequest request;
    request.name = qt(options.name);
    HERMES_TRY(checkTenantName(request.name));
    HERMES_ASSIGN(request.tier, parseTier(options.tier.empty() ? QStringLiteral("container") : qt(options.tier)));
    request.subscription = qt(options.subscription);
    request.order = qt(options.order);
    request.planCode = qt(options.planCode);
    request.host = qt(options.host);
    if (!request.host.isEmpty())
        HERMES_TRY(checkHostName(request.host));
    request.image = qt(options.image);
    HERMES_ASSIGN(request.secrets, readSecrets(options.secrets, session));
    return request;
}

/// An order says all by itself: what it is for, and as what that runs.
Result<int> provisionOrder(const ProvisionOptions &options, Session &session)
{
    if (options.order.empty())
        return fail(ErrorKind::Invalid, QStringLiteral("Neither a tenant nor an order is named."), {},
            QStringLiteral("Give a NAME, or --order ID of an order that is paid."));
    const bool saysMore = !options.subscription.empty() || !options.planCode.empty() || !options.tier.empty()
        || !options.host.empty() || !options.image.empty() || !options.secrets.empty();
    if (saysMore)
        return fail(ErrorKind::Invalid, QStringLiteral("What an order is served with follows from the order."), {},
            QStringLiteral("Leave the other options out, or give the tenant's NAME."));
    return serveOrder(options.order, options.wait, session);
}

Result<int> provision(const ProvisionOptions &options, Session &session)
{
    if (options.name.empty())
        return provisionOrder(options, session);
    HERMES_ASSIGN(const ProvisionRequest request, provisionRequest(options, session));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    if (session.options().plan) {
        HERMES_ASSIGN(const QList<PlanStep> steps, fleet->planProvision(request));
        return printPlan(session, steps);
    }
    session.concernsTenant(request.name);
    HERMES_ASSIGN(
        const Fleet::Provisioned done, driven(session, options.wait, [&](bool drive, const Progress &progress) {
            return fleet->provision(request, drive, progress, session.call());
        }));
    printProvisioned(session, done);
    if (done.row.tenant.phase == Phase::BindWait)
        session.output().note(QStringLiteral("Next: hermes-admin bind %1").arg(request.name));
    return exitDone;
}

struct ListOptions {
    std::string phase;
    std::string host;
    std::string planCode;
};

Result<int> list(const ListOptions &options, Session &session)
{
    std::optional<Phase> phase;
    if (!options.phase.empty()) {
        HERMES_ASSIGN(phase, parsePhase(qt(options.phase)));
    }
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    if (!options.host.empty())
        HERMES_TRY(fleet->host(qt(options.host)));
    HERMES_ASSIGN(QList<TenantRow> rows, fleet->tenants());
    rows.removeIf([&](const TenantRow &row) {
        return (phase && row.tenant.phase != *phase) || (!options.host.empty() && row.hostName != qt(options.host))
            || (!options.planCode.empty() && row.tenant.planCode != qt(options.planCode));
    });
    if (session.output().isJson()) {
        QJsonArray all;
        for (const TenantRow &row : rows)
            all.append(tenantJson(row));
        session.output().document(all);
        return exitDone;
    }
    for (const QString &line : tenantTable(rows))
        session.output().line(line);
    return exitDone;
}

Result<int> show(const QString &name, Session &session)
{
    HERMES_TRY(checkTenantName(name));
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const TenantDetails details, fleet->details(name));
    if (session.output().isJson())
        session.output().document(tenantDetailsJson(details));
    for (const QString &line : session.output().isJson() ? QStringList() : tenantSheet(details))
        session.output().line(line);
    return exitDone;
}

using Checking = Result<QList<Check>> (Fleet::*)(const QString &, const Call &);

Result<int> check(const QString &name, Checking checking, Session &session)
{
    HERMES_TRY(checkTenantName(name));
    session.concernsTenant(name);
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const QList<Check> checks, (fleet->*checking)(name, session.call()));
    printChecks(session, name, checks);
    return allGood(checks) ? exitDone : exitFailed;
}

} // namespace

void addTenantCommands(CLI::App &root, Parsed &parsed)
{
    auto wanted = std::make_shared<ProvisionOptions>();
    auto *add = addCommand(root, parsed, "provision", "Make a tenant and drive it until it waits for its WeChat",
        [wanted](Session &session) { return provision(*wanted, session); });
    add->add_option("NAME", wanted->name, "The tenant: a-z, 0-9, - and _; left out: that of --order, if it is paid");
    add->add_option("--subscription", wanted->subscription, "Subscription that it serves");
    add->add_option("--order", wanted->order, "Order that paid for it");
    add->add_option("--plan-code", wanted->planCode, "Plan that was bought");
    add->add_option("--tier", wanted->tier, "container (default), prefab or shared");
    add->add_option("--host", wanted->host, "Where (default: placement chooses)");
    add->add_option("--image", wanted->image, "Image reference");
    add->add_option("--secret", wanted->secrets, "KEY=@FILE, or KEY=- for standard input; never KEY=VALUE")
        ->expected(1)
        ->take_all();
    add->add_flag("--wait", wanted->wait, "With a worker: wait until it is done");

    auto filter = std::make_shared<ListOptions>();
    auto *all = addCommand(
        root, parsed, "list", "Every tenant, one row", [filter](Session &session) { return list(*filter, session); });
    all->add_option("--phase", filter->phase, "Only this phase");
    all->add_option("--host", filter->host, "Only on this host");
    all->add_option("--plan-code", filter->planCode, "Only this plan");

    auto name = std::make_shared<std::string>();
    addCommand(root, parsed, "show", "All of one tenant", [name](Session &session) { return show(qt(*name), session); })
        ->add_option("NAME", *name, "The tenant")
        ->required();
    addCommand(root, parsed, "health", "Is it healthy, itself and bound? Exit 1 if not",
        [name](Session &session) { return check(qt(*name), &Fleet::health, session); })
        ->add_option("NAME", *name, "The tenant")
        ->required();
    addCommand(root, parsed, "verify",
        "Health, and what its agent could get at: attacked from within. Exit 1 if not right",
        [name](Session &session) { return check(qt(*name), &Fleet::verify, session); })
        ->add_option("NAME", *name, "The tenant")
        ->required();
}

} // namespace hermes::cli
