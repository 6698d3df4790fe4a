#include "simulatedhost.h"

#include "faketime.h"

#include "containerspec.h"
#include "home.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {

const QString homeTarget = containers::homeTarget;

/// The words of a shell command line that are within single quotes.
QStringList quotedWords(const QString &script)
{
    static const QRegularExpression form(u"'([^']*)'"_s);
    QStringList words;
    for (auto match = form.globalMatch(script); match.hasNext();)
        words.append(match.next().captured(1));
    return words;
}

bool isReadable(const FakeFile &file)
{
    return file.uid == home::hermesUid ? (file.mode & 0400U) != 0 : (file.mode & 04U) != 0;
}

} // namespace

class SimulatedHost::Dashboards final : public Prober {
public:
    explicit Dashboards(const SimulatedHost &host)
        : m_host(host)
    { }
    Result<docker::HttpAnswer> get(quint16 port, const QString &path, const Call & /*call*/) override
    {
        const FakeTime simulated;
        return m_host.dashboard(port, path);
    }

private:
    const SimulatedHost &m_host;
};

SimulatedHost::SimulatedHost(Clock &clock, SimulatedWeChat &wechat, quint64 seed)
    : m_clock(clock)
    , m_wechat(wechat)
    , m_engine(std::make_shared<FakeEngine>(clock, seed))
    , m_files(std::make_shared<MemoryHostFiles>())
    , m_dashboards(std::make_shared<Dashboards>(*this))
{
    FakeEngine::Behaviour behaviour;
    behaviour.started = [this](FakeEngine &, const QString &id) { started(id); };
    behaviour.stopping = [](FakeEngine &, const QString &) { return std::optional(0); };
    behaviour.ended = [this](FakeEngine &, const QString &id) {
        const std::lock_guard lock(m_mutex);
        m_running.remove(id);
    };
    behaviour.exec
        = [this](FakeEngine &engine, const QString &id, const QStringList &argv, const docker::ExecOptions &options) {
              if (argv.value(3) == "hermes-tree"_L1)
                  return argv.value(6).isEmpty() ? workOnTree(id, argv.value(4), argv.value(5), options.input)
                                                 : workBeside(id, argv, options);
              if (argv.value(3) == "hermes-empty"_L1)
                  return empty(id, argv.value(4).toInt(), argv.mid(5));
              if (argv.value(3) == "hermes-snapshot"_L1)
                  return snapshot(engine, id, argv.value(4));
              if (argv.value(3) == "hermes-compress"_L1)
                  return compress(id, argv.value(4), argv.value(5).toInt());
              if (argv.value(3) == "hermes-restore"_L1)
                  return restore(engine, id, argv.value(4), argv.value(5), argv.value(2).contains("restored-g*"_L1));
              if (argv.value(3) == "hermes-adopt"_L1)
                  return packSource(engine.spec(id), argv.value(4));
              if (argv.value(3) == "hermes-tell"_L1)
                  return tellSource(engine.spec(id));
              if (argv.value(3) == "hermes-clear"_L1) {
                  engine.removeFile(id, argv.value(4));
                  return docker::Engine::ExecResult{0, {}, {}};
              }
              // What the program runs in a tenant's container: tail -c +N FILE.
              const auto file
                  = argv.size() == 4 && argv.first() == "tail"_L1 ? engine.readFile(id, argv.last()) : std::nullopt;
              return file ? docker::Engine::ExecResult{0, file->content.mid(argv.at(2).mid(1).toLongLong() - 1), {}}
                          : docker::Engine::ExecResult{127, {}, "not found\n"};
          };
    using Input = std::function<Result<QByteArray>(const Call &)>;
    behaviour.reads = [this](const QString &id, const QStringList &argv) -> Input {
        const bool receives = argv.value(3) == "hermes-tree"_L1 && argv.value(4).startsWith("receive"_L1);
        const auto pipe = receives && !argv.value(6).isEmpty() ? takePipe(id, argv.value(6)) : nullptr;
        return pipe ? Input([pipe](const Call &call) { return pipe->read(call); }) : Input();
    };
    m_engine->setBehaviour(behaviour);
    m_files->setRenamed(
        [engine = m_engine](const QString &from, const QString &to) { engine->renameDevice(from, to); });
    m_files->setOccupied(
        [engine = m_engine](const QString &directory) { return engine->device(directory).files.size() > 1; });
}

SimulatedHost::~SimulatedHost()
{
    m_engine->setBehaviour({});
}

HostLink SimulatedHost::link(const Host &host, const QString &platform) const
{
    // Its homes are small: all go beside the engine, where that can be had.
    return {host, platform, m_engine, m_files, m_dashboards, 0};
}

void SimulatedHost::become(const SimulatedHost &other)
{
    m_engine->become(*other.m_engine);
    m_files->become(*other.m_files);
    const std::scoped_lock lock(m_mutex, other.m_mutex);
    m_running = other.m_running;
}

void SimulatedHost::setReachable(bool reachable)
{
    m_engine->setReachable(reachable);
    m_files->setReachable(reachable);
    const std::lock_guard lock(m_mutex);
    m_reachable = reachable;
}

bool SimulatedHost::isReachable() const
{
    const std::lock_guard lock(m_mutex);
    return m_reachable;
}

void SimulatedHost::setSilent(const QString &tenantId, bool silent)
{
    const std::lock_guard lock(m_mutex);
    silent ? void(m_silent.insert(tenantId)) : void(m_silent.remove(tenantId));
}

void SimulatedHost::setGatewayDown(const QString &tenantId, bool down)
{
    const std::lock_guard lock(m_mutex);
    down ? void(m_gatewayDown.insert(tenantId)) : void(m_gatewayDown.remove(tenantId));
}

QString SimulatedHost::homeDirectory(const QString &tenantId)
{
    return u"/home/ops/hermes/homes/"_s + tenantId;
}

QString SimulatedHost::profileDirectory(const QString &tenantId)
{
    return u"/home/ops/hermes/profiles/"_s + tenantId;
}

QString SimulatedHost::sharedDirectory(const QString &tenantId)
{
    return u"/home/ops/hermes/shared/"_s + tenantId;
}

/// The directory that a container sees as the home. Its volume is called as the directory is, "hermes-" in front of it.
QString SimulatedHost::homeOf(const docker::ContainerSpec &spec)
{
    const docker::VolumeMount &home = spec.mounts.first();
    const QString name = home.volume.section(u'-', 1);
    return home.volume.startsWith(u"unit:"_s) ? home.device
        : name.endsWith(u".shared"_s)         ? sharedDirectory(name.section(u'.', 0, 0))
                                              : homeDirectory(name);
}

QString SimulatedHost::archiveDirectory(const QString &tenantId)
{
    return u"/home/ops/hermes/archive/"_s + tenantId;
}

std::optional<FakeFile> SimulatedHost::homeFile(const QString &tenantId, const QString &path) const
{
    for (const QString &directory : {homeDirectory(tenantId), profileDirectory(tenantId), sharedDirectory(tenantId)}) {
        const FakeTree tree = m_engine->device(directory);
        if (const auto found = tree.files.constFind(path); found != tree.files.constEnd())
            return *found;
    }
    return std::nullopt;
}

QList<docker::ContainerDetails> SimulatedHost::tenantContainers(const QString &tenantId) const
{
    auto all = m_engine->containers();
    all.removeIf([&](const docker::ContainerDetails &container) {
        const auto &labels = container.summary.labels;
        return labels.value(u"hermes.role"_s) != "tenant"_L1
            || (!tenantId.isEmpty() && labels.value(u"hermes.tenant_id"_s) != tenantId);
    });
    return all;
}

void SimulatedHost::started(const QString &id)
{
    const docker::ContainerSpec spec = m_engine->spec(id);
    const QString role = spec.labels.value(u"hermes.role"_s);
    if (role == "job"_L1)
        runJob(id, spec);
    else if (role == "tenant"_L1)
        runHermes(id);
}

void SimulatedHost::runJob(const QString &id, const docker::ContainerSpec &spec)
{
    static const QRegularExpression packing(u"tar -czf (\\S+)\\.part"_s);
    static const QRegularExpression wiping(u"^: hermes-wipe (\\d+);"_s);
    const QString script = spec.command.value(1);
    const bool hasArchive = std::any_of(spec.mounts.begin(), spec.mounts.end(),
        [](const docker::VolumeMount &mount) { return mount.target == containers::archiveTarget; });
    if (script.startsWith("exec sleep "_L1))
        return; // it waits for commands
    if (const auto wipe = wiping.match(script); wipe.hasMatch()) {
        const auto files = m_files->all();
        const QString sign = archiveDirectory(spec.labels.value(u"hermes.tenant_id"_s)) + u"/restored-g"_s;
        for (const QString &path : files.keys()) {
            if (script.contains("restored-g"_L1) && path.startsWith(sign)
                && path.mid(sign.size()).toInt() > wipe.captured(1).toInt()) {
                m_engine->endProcess(id, 77);
                return;
            }
        }
        m_engine->removeFile(id, homeTarget);
    } else if (script.startsWith("rm -f -- "_L1)) {
        for (const auto &path : quotedWords(script))
            m_engine->removeFile(id, path);
    } else if (const auto match = packing.match(script); match.hasMatch() && hasArchive) {
        const QString tenantId = spec.labels.value(u"hermes.tenant_id"_s);
        if (!script.contains("|| exit 0"_L1) || !m_files->find(archiveDirectory(tenantId) + u'/' + match.captured(1)))
            packHome(spec, match.captured(1));
    } else {
        m_engine->log(id, "sh: not understood: " + script.toUtf8(), true);
        m_engine->endProcess(id, 127);
        return;
    }
    m_engine->endProcess(id, 0);
}

void SimulatedHost::packHome(const docker::ContainerSpec &spec, const QString &name)
{
    m_files->put(archiveDirectory(spec.labels.value(u"hermes.tenant_id"_s)) + u'/' + name, packed(spec));
}

docker::Engine::ExecResult SimulatedHost::packSource(const docker::ContainerSpec &spec, const QString &file)
{
    const QString part = archiveDirectory(spec.labels.value(u"hermes.tenant_id"_s)) + u'/' + file;
    m_files->put(part, packed(spec.mounts.last().device, true));
    return {0, {}, {}};
}

docker::Engine::ExecResult SimulatedHost::tellSource(const docker::ContainerSpec &spec) const
{
    QList<docker::TarEntry> told;
    const FakeTree tree = m_engine->device(spec.mounts.last().device);
    for (auto file = tree.files.cbegin(); file != tree.files.cend(); ++file)
        if (file.key() == ".env"_L1 || file.key().startsWith("weixin/accounts/"_L1))
            told.append({file.key(), file->type, file->content, file->mode, file->uid, file->gid, 0});
    return {0, docker::writeTar(told), {}};
}

QByteArray SimulatedHost::packed(const docker::ContainerSpec &spec) const
{
    return packed(homeOf(spec));
}

QByteArray SimulatedHost::packed(const QString &directory, bool asHermes) const
{
    QList<docker::TarEntry> entries;
    const FakeTree tree = m_engine->device(directory);
    for (auto file = tree.files.cbegin(); file != tree.files.cend(); ++file)
        entries.append({u"./"_s + file.key(), file->type, file->content, file->mode,
            asHermes ? home::hermesUid : file->uid, asHermes ? home::hermesUid : file->gid, file->modifiedMs / 1000});
    return docker::writeTar(entries);
}

docker::Engine::ExecResult SimulatedHost::snapshot(FakeEngine &engine, const QString &id, const QString &file)
{
    const QString tenantId = engine.spec(id).labels.value(u"hermes.tenant_id"_s);
    for (const auto &container : tenantContainers(tenantId))
        if (container.summary.state == "running"_L1)
            return {1, {}, "tar: state.db: file changed as we read it\n"};
    m_files->put(archiveDirectory(tenantId) + u'/' + file + u".part"_s, packed(engine.spec(id)));
    return {0, {}, {}};
}

docker::Engine::ExecResult SimulatedHost::compress(const QString &id, const QString &file, int keep)
{
    const QString archive = archiveDirectory(m_engine->spec(id).labels.value(u"hermes.tenant_id"_s)) + u'/';
    const auto snapshot = m_files->find(archive + file + u".part"_s);
    if (!snapshot)
        return {1, {}, "gzip: no such file\n"};
    m_files->take(archive + file + u".part"_s);
    m_files->put(archive + file + u".gz"_s, snapshot->bytes);
    QStringList backups;
    const auto files = m_files->all();
    for (const QString &path : files.keys())
        if (path.startsWith(archive + u"backup-"_s) && path.endsWith(".tar.gz"_L1))
            backups.append(path);
    while (backups.size() > keep)
        m_files->take(backups.takeFirst());
    return {0, QByteArray::number(snapshot->bytes.size()) + '\n', {}};
}

docker::Engine::ExecResult SimulatedHost::restore(
    FakeEngine &engine, const QString &id, const QString &file, const QString &generation, bool heedsLaterSigns)
{
    const QString tenantId = engine.spec(id).labels.value(u"hermes.tenant_id"_s);
    const QString archive = archiveDirectory(tenantId) + u'/';
    const auto files = m_files->all();
    for (const QString &path : files.keys()) {
        const int signOf = path.startsWith(archive + u"restored-g"_s) ? path.section(u'g', -1).toInt() : -1;
        if (signOf == generation.toInt() || (heedsLaterSigns && signOf > generation.toInt()))
            return {0, {}, {}};
    }
    const auto taken = m_files->find(archive + file);
    if (!taken)
        return {78, {}, {}};
    const auto entries = docker::readTar(taken->bytes);
    if (!entries)
        return {79, {}, "tar: damaged\n"};
    const QString before = archive + u"before-restore-g"_s + generation + u".tar.gz"_s;
    if (!m_files->find(before))
        m_files->put(before, packed(engine.spec(id)));
    engine.removeFile(id, homeTarget);
    for (const auto &entry : *entries)
        if (const QString path = entry.path.startsWith("./"_L1) ? entry.path.mid(2) : entry.path; !path.isEmpty())
            engine.writeFile(id, homeTarget + u'/' + path,
                {entry.type, entry.content, entry.mode, entry.uid, entry.gid, entry.modifiedSeconds * 1000});
    m_files->put(archive + u"restored-g"_s + generation, {});
    return {0, {}, {}};
}

void SimulatedHost::runHermes(const QString &id)
{
    Hermes hermes;
    if (const auto env = m_engine->readFile(id, homeTarget + u"/.env"_s)) {
        if (!isReadable(*env)) {
            m_engine->log(id, "PermissionError: [Errno 13] Permission denied: '/opt/data/.env'", true);
            m_engine->endProcess(id, 1);
            return;
        }
        hermes.botId = QString::fromUtf8(home::envValue(env->content, u"WEIXIN_ACCOUNT_ID"_s).value_or(QByteArray()));
        hermes.token = Secret(home::envValue(env->content, u"WEIXIN_TOKEN"_s).value_or(QByteArray()));
    }
    const std::lock_guard lock(m_mutex);
    m_running.insert(id, hermes);
}

void SimulatedHost::tick()
{
    // Copied first: polling writes into containers, and the engine's lock comes before ours.
    auto running = [&] {
        const std::lock_guard lock(m_mutex);
        return m_running;
    }();
    for (auto hermes = running.begin(); hermes != running.end(); ++hermes) {
        if (hermes->token.isEmpty())
            continue;
        poll(hermes.key(), *hermes);
        const std::lock_guard lock(m_mutex);
        if (m_running.contains(hermes.key()))
            m_running.insert(hermes.key(), *hermes);
    }
}

void SimulatedHost::poll(const QString &id, Hermes &hermes)
{
    if (m_wechat.isLive(hermes.token)) {
        hermes.expired = false;
        FakeFile cursor{
            docker::TarEntry::Type::File, R"({"get_updates_buf":"cursor"})", 0600, home::hermesUid, home::hermesUid};
        m_engine->writeFile(id, homeTarget + u'/' + home::syncPath(hermes.botId), cursor);
    } else if (!std::exchange(hermes.expired, true)) {
        writeLog(id, "ERROR [session] gateway.platforms.weixin: [Weixin] Session expired; pausing for 10 minutes");
    }
}

void SimulatedHost::writeLog(const QString &id, const QByteArray &line)
{
    const QString path = homeTarget + u"/logs/gateway.log"_s;
    FakeFile file = m_engine->readFile(id, path).value_or(
        FakeFile{docker::TarEntry::Type::File, {}, 0644, home::hermesUid, home::hermesUid});
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_clock.wallMs(), Qt::UTC);
    file.content += now.toString(u"yyyy-MM-dd HH:mm:ss,zzz "_s).toUtf8() + line + '\n';
    file.modifiedMs = 0;
    m_engine->writeFile(id, path, file);
}

Result<docker::HttpAnswer> SimulatedHost::dashboard(quint16 port, const QString &path) const
{
    if (!isReachable())
        return tl::unexpected(FakeEngine::lostLink());
    const auto id = m_engine->containerAtPort(port);
    if (!id)
        return fail(ErrorKind::Network, u"Nothing listens on port %1."_s.arg(port), u"Connection refused"_s);
    const QString tenantId = m_engine->spec(*id).labels.value(u"hermes.tenant_id"_s);
    const auto theme = m_engine->readFile(*id, homeTarget + u"/dashboard-themes/hermes-admin.yaml"_s);
    const std::lock_guard lock(m_mutex);
    if (m_silent.contains(tenantId) || !m_running.contains(*id))
        return fail(ErrorKind::Timeout, u"Port %1 does not answer."_s.arg(port));
    QJsonObject answer;
    if (path == "/api/dashboard/themes"_L1) {
        QJsonArray themes{QJsonObject{{u"name"_s, u"default"_s}}};
        if (theme)
            themes.append(QJsonObject{{u"name"_s, QString::fromUtf8(theme->content.split('\n').first().mid(6))}});
        answer = {{u"themes"_s, themes}, {u"active"_s, u"default"_s}};
    } else if (path == "/api/status"_L1) {
        const bool down = m_gatewayDown.contains(tenantId);
        answer = {{u"version"_s, u"0.13.0"_s}, {u"gateway_running"_s, !down},
            {u"gateway_state"_s, down ? u"stopped"_s : u"running"_s}, {u"active_sessions"_s, 0}};
    }
    return docker::HttpAnswer{answer.isEmpty() ? 404 : 200, u"application/json"_s, QJsonDocument(answer).toJson()};
}

} // namespace hermes::test
