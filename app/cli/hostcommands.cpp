#include "arguments.h"
#include "commands.h"
#include "exitcodes.h"
#include "hosttext.h"
#include "jobpool.h"
#include "jsonrows.h"

#include <QDir>
#include <QFileInfo>
#include <future>

namespace hermes::cli {

namespace {

struct AddOptions {
    std::string name;
    std::string ssh;
    std::string auth;
    std::string identity;
    std::string jump;
    std::string portRange;
    std::string dataRoot;
    std::string bridgeSubnet;
    std::string adoptPlatform;
    int capacity = 0;
    bool allowPrefab = false;
    std::string hermes;
    bool allowShared = false;
};

Status fillLogin(const AddOptions &options, HostAccess *access)
{
    access->auth = !options.auth.empty() ? qt(options.auth)
        : options.identity.empty()       ? QStringLiteral("agent")
                                         : QStringLiteral("key");
    static const QStringList known{QStringLiteral("agent"), QStringLiteral("key"), QStringLiteral("password")};
    if (!known.contains(access->auth))
        return fail(ErrorKind::Invalid, QStringLiteral("'%1' is no way to log in.").arg(access->auth), {},
            QStringLiteral("Use --auth agent, key or password."));
    const bool byKey = access->auth == QLatin1String("key");
    if (byKey == options.identity.empty())
        return fail(ErrorKind::Invalid,
            byKey ? QStringLiteral("--auth key needs the key.") : QStringLiteral("--identity goes with --auth key."),
            {}, byKey ? QStringLiteral("Add --identity FILE.") : QStringLiteral("Leave one of them out."));
    if (!byKey)
        return {};
    QString path = qt(options.identity);
    if (path.startsWith(QLatin1String("~/")))
        path = QDir::homePath() + path.mid(1);
    const QFileInfo file(path);
    if (!file.isFile() || !file.isReadable())
        return fail(ErrorKind::Invalid, QStringLiteral("The private key cannot be read."), path,
            QStringLiteral("Check the path after --identity and the file's permissions."));
    access->identityFile = file.absoluteFilePath();
    return {};
}

Result<HostInput> hostInput(const AddOptions &options, const QString &userName)
{
    HostInput input;
    input.name = qt(options.name);
    HERMES_TRY(checkHostName(input.name));
    HERMES_ASSIGN(const SshAddress address, parseSshAddress(qt(options.ssh)));
    input.access.jump = qt(options.jump);
    if (!input.access.jump.isEmpty())
        HERMES_TRY(checkHostName(input.access.jump));
    input.access.hostName = input.name;
    input.access.address = address.host;
    input.access.port = address.port;
    input.access.user = address.user.isEmpty() ? userName : address.user;
    HERMES_TRY(fillLogin(options, &input.access));
    if (options.capacity < 0)
        return fail(ErrorKind::Invalid, QStringLiteral("The capacity is below 0."), {},
            QStringLiteral("Give the number of tenants, or 0 for as many as there are ports."));
    input.capacity = options.capacity;
    if (!options.portRange.empty()) {
        HERMES_ASSIGN(input.ports, parsePortRange(qt(options.portRange)));
    }
    input.dataRoot = qt(options.dataRoot);
    if (!input.dataRoot.isEmpty() && !input.dataRoot.startsWith(QLatin1Char('/'))
        && !input.dataRoot.startsWith(QLatin1String("~/")))
        return fail(ErrorKind::Invalid, QStringLiteral("The data root is not an absolute path of the host."),
            input.dataRoot, QStringLiteral("Begin it with / or ~/."));
    input.bridgeSubnet = qt(options.bridgeSubnet);
    if (!input.bridgeSubnet.isEmpty())
        HERMES_TRY(checkCidr(input.bridgeSubnet));
    input.allowPrefab = options.allowPrefab;
    input.hermesPath = qt(options.hermes);
    input.allowShared = options.allowShared;
    input.adoptPlatform = qt(options.adoptPlatform);
    if (!input.adoptPlatform.isEmpty())
        HERMES_TRY(checkUuid(input.adoptPlatform));
    return input;
}

Result<int> hostAdd(const AddOptions &options, Session &session)
{
    HERMES_ASSIGN(const HostInput input, hostInput(options, session.userName()));
    session.concernsHost(input.name);
    if (session.options().plan)
        return printPlan(session,
            {{QStringLiteral("record"), input.name,
                 QStringLiteral("%1@%2, port %3").arg(input.access.user, input.access.address).arg(input.access.port),
                 false},
                {QStringLiteral("claim"), input.name,
                    QStringLiteral("~/.hermes-admin/platform.json, once its key is trusted"), false}});
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const Fleet::HostChange added, fleet->addHost(input, session.call()));
    if (session.output().isJson()) {
        session.output().document(withUnchanged(hostJson(added.row), added.unchanged));
        return exitDone;
    }
    const bool untrusted = added.row.state == HostState::Untrusted;
    session.output().line(
        QStringLiteral("Host '%1' %2 (%3).")
            .arg(input.name, added.unchanged ? QStringLiteral("is unchanged") : QStringLiteral("is added"),
                hostStateName(added.row.state)));
    if (untrusted)
        session.output().note(
            QStringLiteral("Its key is not trusted yet. Next: hermes-admin host trust %1").arg(input.name));
    return exitDone;
}

// A command sees a host only if it talks to it: all at once, so that one silent host costs no more than ten.
void contact(Fleet *fleet, const QStringList &names, const Call &call)
{
    constexpr int atOnce = 8;
    constexpr auto patience = std::chrono::seconds(15);
    JobPool pool(atOnce);
    std::vector<std::future<void>> contacts;
    for (const QString &name : names) {
        auto done = std::make_shared<std::promise<void>>();
        contacts.push_back(done->get_future());
        pool.run([=] {
            // What it found is in the host's row.
            (void)fleet->testHost(name, call.within(patience));
            done->set_value();
        });
    }
    for (auto &one : contacts)
        one.wait();
}

void contactTrusted(Fleet *fleet, const QList<HostRow> &rows, const Call &call)
{
    QStringList names;
    for (const HostRow &row : rows)
        if (row.state != HostState::Untrusted)
            names << row.host.name;
    contact(fleet, names, call);
}

Result<int> hostList(Session &session)
{
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const QList<HostRow> known, fleet->hosts());
    contactTrusted(fleet, known, session.call());
    HERMES_ASSIGN(const QList<HostRow> hosts, fleet->hosts());
    if (session.output().isJson()) {
        QJsonArray rows;
        for (const HostRow &row : hosts)
            rows.append(hostJson(row));
        session.output().document(rows);
        return exitDone;
    }
    for (const QString &line : hostTable(hosts))
        session.output().line(line);
    return exitDone;
}

Result<int> hostShow(const QString &name, Session &session)
{
    HERMES_TRY(checkHostName(name));
    session.concernsHost(name);
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const HostRow known, fleet->host(name));
    contactTrusted(fleet, {known}, session.call());
    HERMES_ASSIGN(const HostRow row, fleet->host(name));
    if (session.output().isJson())
        session.output().document(hostJson(row));
    for (const QString &line : session.output().isJson() ? QStringList() : hostSheet(row))
        session.output().line(line);
    return exitDone;
}

Result<int> hostTest(const QString &name, Session &session)
{
    HERMES_TRY(checkHostName(name));
    session.concernsHost(name);
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const QList<Check> checks, fleet->testHost(name, session.call()));
    printChecks(session, name, checks);
    if (allGood(checks))
        return exitDone;
    // The checks say what is wrong in words; what kind of thing it is decides the exit code.
    HERMES_ASSIGN(const HostRow row, fleet->host(name));
    return row.error ? exitCode(row.error->kind, true) : exitFailed;
}

Result<int> hostRemove(const QString &name, Session &session)
{
    HERMES_TRY(checkHostName(name));
    session.concernsHost(name);
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const HostRow row, fleet->host(name));
    if (session.options().plan)
        return printPlan(session,
            {{QStringLiteral("unclaim"), name, QStringLiteral("~/.hermes-admin/platform.json"), true},
                {QStringLiteral("forget"), name, QStringLiteral("%1 tenants on it").arg(row.tenants), true}});
    HERMES_TRY(fleet->removeHost(name, session.call()));
    if (session.output().isJson())
        session.output().document(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("removed"), true}});
    else
        session.output().line(QStringLiteral("Host '%1' is removed.").arg(name));
    return exitDone;
}

Result<int> setCordon(const QString &name, bool cordoned, Session &session)
{
    HERMES_TRY(checkHostName(name));
    session.concernsHost(name);
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    if (session.options().plan) {
        HERMES_ASSIGN(const HostRow row, fleet->host(name));
        QList<PlanStep> steps;
        if (row.host.cordoned != cordoned)
            steps.append({cordoned ? QStringLiteral("cordon") : QStringLiteral("uncordon"), name,
                QStringLiteral("%1 tenants stay on it").arg(row.tenants), false});
        return printPlan(session, steps);
    }
    HERMES_ASSIGN(const Fleet::HostChange done, fleet->cordonHost(name, cordoned));
    if (session.output().isJson()) {
        session.output().document(withUnchanged(hostJson(done.row), done.unchanged));
        return exitDone;
    }
    const QString state
        = cordoned ? QStringLiteral("takes no further tenant; those on it stay") : QStringLiteral("takes tenants");
    session.output().line(QStringLiteral("Host '%1' %2%3.")
                              .arg(name, state, done.unchanged ? QStringLiteral(" (unchanged)") : QString()));
    return exitDone;
}

Result<int> hostCordon(const QString &name, Session &session)
{
    return setCordon(name, true, session);
}

Result<int> hostUncordon(const QString &name, Session &session)
{
    return setCordon(name, false, session);
}

struct ForgetOptions {
    std::string name;
    bool destroyed = false;
};

Result<int> hostForget(const ForgetOptions &options, Session &session)
{
    const QString name = qt(options.name);
    HERMES_TRY(checkHostName(name));
    if (!options.destroyed)
        return fail(ErrorKind::Invalid,
            QStringLiteral("Forgetting a host declares the machine destroyed, with every home and login on it."), {},
            QStringLiteral("Add --destroyed if that is so; `host remove` gives up a host that lives."));
    session.concernsHost(name);
    HERMES_ASSIGN(Fleet * fleet, session.fleet());
    HERMES_ASSIGN(const HostRow row, fleet->host(name));
    const QString what
        = QStringLiteral("%1 tenants get another place; homes and WeChat logins on it are lost").arg(row.tenants);
    if (session.options().plan)
        return printPlan(session, {{QStringLiteral("forget"), name, what, true}});
    HERMES_TRY(confirmByTyping(session, QStringLiteral("Declares host '%1' destroyed: %2.").arg(name, what), name));
    HERMES_ASSIGN(const QStringList tenants, fleet->forgetHost(name, session.call()));
    if (session.output().isJson())
        session.output().document(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("forgotten"), true},
            {QStringLiteral("tenants"), QJsonArray::fromStringList(tenants)}});
    else
        session.output().line(tenants.isEmpty()
                ? QStringLiteral("Host '%1' is forgotten.").arg(name)
                : QStringLiteral("Host '%1' is forgotten. They are placed anew and need a scan: %2.")
                      .arg(name, tenants.join(QStringLiteral(", "))));
    return exitDone;
}

void addForget(CLI::App &group, Parsed &parsed)
{
    auto options = std::make_shared<ForgetOptions>();
    auto *forget = addCommand(group, parsed, "forget", "Give up a machine that is gone for good",
        [options](Session &session) { return hostForget(*options, session); });
    forget->add_option("NAME", options->name, "The host")->required();
    forget->add_flag("--destroyed", options->destroyed, "It never comes back as it was");
}

void addAdd(CLI::App &group, Parsed &parsed)
{
    auto options = std::make_shared<AddOptions>();
    auto *add = addCommand(group, parsed, "add", "Record a host; it is contacted once its key is trusted",
        [options](Session &session) { return hostAdd(*options, session); });
    add->add_option("NAME", options->name, "What you call it")->required();
    add->add_option("--ssh", options->ssh, "[USER@]HOST[:PORT]")->required();
    add->add_option("--auth", options->auth, "agent, key or password (default: key with --identity, else agent)");
    add->add_option("--identity", options->identity, "Private key file");
    add->add_option("--jump", options->jump, "Host to go through");
    add->add_option("--capacity", options->capacity, "Tenants at most (0: as many as there are ports)");
    add->add_option("--port-range", options->portRange, "Ports for tenants (default 8700-9699)");
    add->add_option("--data-root", options->dataRoot, "Where homes are, on the host (default ~/hermes)");
    add->add_option(
        "--bridge-subnet", options->bridgeSubnet, "Subnet of the tenants' network (default: the first free)");
    add->add_flag("--allow-prefab", options->allowPrefab, "Allow prefab tenants: user units of the host's systemd");
    add->add_option("--hermes", options->hermes, "Hermes on the host, for prefab tenants (default: looked up there)");
    add->add_flag("--allow-shared", options->allowShared, "Allow shared tenants: all in one container, not kept apart");
    add->add_option(
        "--adopt-platform", options->adoptPlatform, "Take this registry's identity from a host that has one");
}

void addNamed(CLI::App &group, Parsed &parsed, const std::string &verb, const std::string &help,
    Result<int> (*act)(const QString &, Session &))
{
    auto name = std::make_shared<std::string>();
    addCommand(group, parsed, verb, help, [name, act](Session &session) { return act(qt(*name), session); })
        ->add_option("NAME", *name, "The host")
        ->required();
}

} // namespace

void addHostCommands(CLI::App &root, Parsed &parsed)
{
    CLI::App *group = root.add_subcommand("host", "The machines that tenants run on");
    group->require_subcommand(1);
    addAdd(*group, parsed);
    addCommand(*group, parsed, "list", "All hosts, one row each", hostList);
    addNamed(*group, parsed, "show", "All of one host", hostShow);
    addNamed(*group, parsed, "test", "Check all that a tenant needs there", hostTest);
    addHostSet(*group, parsed);
    addNamed(*group, parsed, "cordon", "Place no further tenant on it; those on it stay", hostCordon);
    addNamed(*group, parsed, "uncordon", "Place tenants on it again", hostUncordon);
    addNamed(*group, parsed, "remove", "Give the host up; refused while tenants remain", hostRemove);
    addForget(*group, parsed);
    addHostInstallCli(*group, parsed);
    addHostTrust(*group, parsed);
}

} // namespace hermes::cli
