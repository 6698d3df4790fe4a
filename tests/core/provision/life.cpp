#include "life.h"

namespace hermes::test {

using namespace Qt::StringLiterals;

namespace {
const QString diary = u"/opt/data/memories/diary.md"_s;
const QByteArray kept = "kept";
} // namespace

Phase Operator::goal() const
{
    switch (m_stage) {
    case Request:
    case Provision:
        return Phase::BindWait;
    case Stop:
        return Phase::Paused;
    case Destroy:
        return Phase::Gone;
    default:
        return Phase::Ready;
    }
}

bool Operator::ask(Program &program)
{
    switch (m_stage) {
    case Request:
        m_id = program.request(u"acme"_s, firstTier()).id;
        return !m_id.isEmpty();
    case Bind:
        return bind(program, 1);
    case Rebind:
        return bind(program, 2);
    case Stop:
        return want(program, Presence::Paused);
    case Start:
        return want(program, Presence::Present);
    case Move:
    case Become:
    case BecomeElsewhere:
    case Unshare:
        return move(program);
    case Restore:
        return restore(program);
    case Upgrade:
        return changeImage(program, nextImage);
    case Rollback:
        return changeImage(program, program.options.image);
    case Destroy:
        return want(program, Presence::Absent);
    default:
        return true;
    }
}

bool Operator::go(Program &program)
{
    for (; !isDone(); advance()) {
        if (!ask(program))
            return false;
        if (isAtOnce())
            continue;
        if (program.tenant(m_id).phase != Phase::Gone
            && !program.drive(m_id, [this](const Tenant &now) { return isMetBy(now); })) {
            ADD_FAILURE() << "is " << mostlyText(program.tenant(m_id)).toStdString();
            return false;
        }
        if (const auto alone = isAlone(program.world); !alone) {
            ADD_FAILURE() << alone.message();
            return false;
        }
    }
    return true;
}

bool Operator::want(Program &program, Presence presence) const
{
    return program.tenant(m_id).phase == Phase::Gone
        || program.registry->setPresence(m_id, presence, presenceName(presence), -1, program.options.actor);
}

bool Operator::move(Program &program)
{
    const Tenant tenant = program.tenant(m_id);
    if (m_aim.isEmpty() && (m_stage == Become || m_stage == Unshare))
        m_aim = tenant.hostId;
    if (m_aim.isEmpty())
        for (const auto &[hostId, host] : program.world.hosts)
            if (hostId != tenant.hostId)
                m_aim = hostId;
    std::optional<Registry::Becoming> become;
    if (m_stage != Move)
        become = Registry::Becoming{Tier::Container, program.options.image, {}};
    return bool(
        program.registry->moveTenant(m_id, m_aim, program.options.portCoolDownMs, program.options.actor, become));
}

bool Operator::restore(Program &program)
{
    const Tenant tenant = program.tenant(m_id);
    // Once it is done, the same again would be another one.
    if (!m_backup.isEmpty() && !m_isRestored)
        m_isRestored = bool(program.registry->restoreTenant(m_id, m_backup, program.options.actor));
    if (!m_backup.isEmpty())
        return m_isRestored;
    if (!write(program, kept))
        return false;
    auto made = program.reconciler->backUp(m_id, 7, {}, {});
    if (!made && made.error().kind == ErrorKind::Conflict) {
        program.world.pass(60'000); // the lease of one that died
        made = program.reconciler->backUp(m_id, 7, {}, {});
    }
    if (!made)
        return false;
    m_backup = made->file;
    return write(program, "to be forgotten") && restore(program);
}

bool Operator::write(const Program &program, const QByteArray &text) const
{
    SimulatedHost &host = *program.world.hosts.at(program.tenant(m_id).hostId);
    const auto containers = host.tenantContainers(m_id);
    if (containers.size() != 1)
        return false;
    host.engine().writeFile(
        containers.first().summary.id, diary, {docker::TarEntry::Type::File, text, 0600, 10000, 10000});
    return true;
}

/// It is fetched first, so that nothing stands still for that. Again: unchanged.
bool Operator::changeImage(Program &program, const QString &reference)
{
    const Tenant tenant = program.tenant(m_id);
    const auto link = program.links->link(tenant.hostId, {});
    if (!link)
        return false;
    auto image = (*link)->engine->inspectImage(reference, {});
    if (!image && image.error().kind == ErrorKind::NotFound && (*link)->engine->pullImage(reference, {}, {}))
        image = (*link)->engine->inspectImage(reference, {});
    if (!image || (m_imageId.isEmpty() && !write(program, kept)))
        return false;
    m_imageId = image->id;
    return bool(program.registry->setImage(m_id, reference, image->id, u"upgrade"_s, program.options.actor));
}

bool Operator::bind(Program &program, int bindEpoch) const
{
    for (int tries = 0; tries < 5; ++tries) {
        const auto bound = program.registry->binding(m_id);
        if (bound && *bound && (*bound)->bindEpoch >= bindEpoch)
            return true;
        (void)program.bind(m_id, u"wx-1"_s);
    }
    return false;
}

testing::AssertionResult Operator::isAsAsked(const World &world) const
{
    const bool hasChanged = m_stage == Upgrade || m_stage == Rollback;
    for (const auto &[hostId, host] : world.hosts) {
        const auto file = host->homeFile(m_id, diary.section(u'/', 3));
        if ((hasChanged && !file) || ((hasChanged || m_stage == Restore) && file && file->content != kept))
            return testing::AssertionFailure() << "the diary says: " << (file ? file->content : "").toStdString();
        for (const auto &container : host->tenantContainers(m_id))
            if (hasChanged && !isAtOnce() && container.summary.imageId != m_imageId)
                return testing::AssertionFailure() << "it runs " << container.summary.imageId.toStdString();
    }
    return testing::AssertionSuccess();
}

testing::AssertionResult Operator::isAlone(const World &world) const
{
    const qsizetype expected = goal() == Phase::Paused || goal() == Phase::Gone ? 0 : 1;
    QList<docker::ContainerDetails> containers;
    qsizetype own = 0;
    for (const auto &[hostId, host] : world.hosts) {
        containers += host->engine().containers();
        own += host->tenantContainers(m_id).size();
    }
    if (const auto asked = isAsAsked(world); !asked)
        return asked;
    if (containers.size() == expected && own == expected)
        return testing::AssertionSuccess();
    auto failure = testing::AssertionFailure() << expected << " containers are expected, there are:";
    for (const auto &container : containers)
        failure << ' ' << container.summary.name.toStdString() << " (" << container.summary.state.toStdString() << ')';
    return failure;
}

bool isEffect(const FakeEngine::CallInfo &info)
{
    static const QSet<QString> effects{u"createContainer"_s, u"startContainer"_s, u"stopContainer"_s,
        u"removeContainer"_s, u"putArchive"_s, u"createNetwork"_s, u"createBindVolume"_s, u"removeVolume"_s, u"write"_s,
        u"execStream"_s, u"pauseContainer"_s, u"unpauseContainer"_s, u"rename"_s, u"createExclusive"_s, u"overwrite"_s,
        u"remove"_s, u"makeDirectory"_s, u"setRestartPolicy"_s, u"renameContainer"_s};
    return effects.contains(info.name);
}

Life::Life(Operator::Stage last, quint64 seed, int hosts)
    : world(seed)
    , op(last,
          last == Operator::Rollback                               ? Operator::Upgrade
              : last >= Operator::Move && last < Operator::Destroy ? last
              : hosts > 1                                          ? Operator::Move
                                                                   : Operator::Done)
{
    world.isInTurn = true;
    alice = std::make_unique<Program>(world, u"alice"_s);
    for (int i = 1; i <= hosts; ++i)
        alice->addHost(u"ecs-%1"_s.arg(i));
}

Life::Life(const Life &other, Operator::Stage last, quint64 seed, const QString &name)
    : world(other.world, seed)
    , op(other.op, last)
    , alice(std::make_unique<Program>(world, name))
{ }

void Life::rest()
{
    world.rest();
    alice.reset();
}

void Life::at(Program &program, Moment moment, int n, const Hit &hit)
{
    seen = 0;
    const auto count = [this, n, hit](const FakeEngine::CallInfo &info) -> std::optional<Error> {
        return isEffect(info) && ++seen == n ? hit() : std::nullopt;
    };
    if (moment == Moment::BeforeEffect)
        world.setHooks(count, {});
    else if (moment == Moment::AfterEffect)
        world.setHooks({}, count);
    else if (moment == Moment::ClockReading)
        program.clock.crashAtReading(n);
    else
        program.progress = [this, moment, n, hit](const StepEvent &event) {
            const auto kind = moment == Moment::IntentCommitted ? StepEvent::Kind::Begin : StepEvent::Kind::End;
            if (event.kind == kind && ++seen == n)
                (void)hit();
        };
}

bool Life::goAndDieAt(Program &program, Moment moment, int n)
{
    at(program, moment, n, []() -> std::optional<Error> { throw Crash(); });
    bool died = false;
    try {
        EXPECT_TRUE(op.go(program));
    } catch (const Crash &) {
        died = true;
    }
    quiet();
    return died;
}

int hostsFor(Operator::Stage stage)
{
    return stage == Operator::Move || stage == Operator::BecomeElsewhere ? 2 : 1;
}

const Life &lifeAt(Operator::Stage stage, int hosts)
{
    static std::map<std::pair<Operator::Stage, int>, std::unique_ptr<Life>> lived;
    std::unique_ptr<Life> &life = lived[{stage, hosts}];
    if (!life) {
        life = std::make_unique<Life>(stage, 1, hosts);
        EXPECT_TRUE(life->op.go(*life->alice));
        life->rest();
    }
    return *life;
}

int momentsOf(Moment moment, Operator::Stage last)
{
    Life life(last);
    const int before = life.alice->clock.readings();
    life.at(*life.alice, moment, -1, {});
    EXPECT_TRUE(life.op.go(*life.alice));
    return moment == Moment::ClockReading ? life.alice->clock.readings() - before : life.seen;
}

void expectDone(World &world, const Operator &op, Program &program)
{
    EXPECT_EQ(world.violations().join(u'\n').toStdString(), std::string());
    for (const auto &[hostId, host] : world.hosts) {
        EXPECT_TRUE(host->engine().containers().isEmpty());
        EXPECT_TRUE(host->engine().listVolumes({}, {}).value().isEmpty());
        for (const QString &directory : host->files().directories())
            EXPECT_FALSE(directory.startsWith(SimulatedHost::homeDirectory(op.tenantId()))
                || directory.startsWith(SimulatedHost::profileDirectory(op.tenantId()))
                || directory.startsWith(SimulatedHost::sharedDirectory(op.tenantId())))
                << directory.toStdString();
    }
    EXPECT_EQ(program.tenant(op.tenantId()).phase, Phase::Gone);
    EXPECT_EQ(program.tenant(op.tenantId()).generation, op.generations())
        << "nothing was replaced that did not have to be";
}

} // namespace hermes::test
