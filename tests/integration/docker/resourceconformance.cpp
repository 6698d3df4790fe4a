#include "conformance.h"

#include "tar.h"

using namespace hermes;
using namespace hermes::docker;
using namespace hermes::test;

namespace {

TarEntry file(const char *path, const QByteArray &content, quint32 mode = 0600)
{
    return {QString::fromUtf8(path), TarEntry::Type::File, content, mode, 10000, 10000, 1'700'000'000};
}

QString opt()
{
    return QStringLiteral("/opt");
}
QString data(const char *path = "")
{
    return QStringLiteral("/opt/data") + QString::fromUtf8(path);
}

/// A network of 172.31.240.0/20 that hardly anybody else has.
NetworkSpec bridge(const QString &name, int third)
{
    return {name, QStringLiteral("172.31.%1.0/24").arg(third), QStringLiteral("172.31.%1.1").arg(third),
        {{QStringLiteral("hermes.conformance"), name}},
        {{QStringLiteral("com.docker.network.bridge.enable_icc"), QStringLiteral("false")}}};
}

} // namespace

TEST_P(Conformance, aHomeWrittenBeforeTheStartKeepsOwnerAndModeAndOutlivesItsContainer)
{
    const QString volume = makeVolume("home", m_peer->makeDirectory(m_run));
    ContainerSpec tenant = spec("a");
    tenant.mounts = {{volume, data()}};
    const QString id = create(tenant);
    const QByteArray archive
        = writeTar({{QStringLiteral("data"), TarEntry::Type::Directory, {}, 0750, 10000, 10000, 1'700'000'000},
            file("data/.env", "A=1\n"), file("data/weixin/accounts/x.json", "{}"), file("data/中文 名", "cjk", 0644)});
    const Status written = engine().putArchive(id, opt(), archive, call());
    ASSERT_TRUE(written) << written.error().text().toStdString();
    EXPECT_EQ(inspect(id).summary.state, QStringLiteral("created"));

    ASSERT_TRUE(engine().removeContainer(id, true, call()));
    const QString next = create(tenant);
    const auto env = engine().statArchive(next, data("/.env"), call());
    ASSERT_TRUE(env) << env.error().text().toStdString();
    EXPECT_EQ(env->name, QStringLiteral(".env"));
    EXPECT_EQ(env->size, 4);
    EXPECT_EQ(env->mode, 0600U);
    EXPECT_EQ(env->modified.toSecsSinceEpoch(), 1'700'000'000);
    EXPECT_FALSE(env->isDirectory);
    const auto top = engine().statArchive(next, data(), call());
    ASSERT_TRUE(top);
    EXPECT_TRUE(top->isDirectory);
    EXPECT_EQ(top->mode, 0750U);
    const auto packed = engine().getArchive(next, data(), call());
    ASSERT_TRUE(packed);
    const auto entries = readTar(*packed);
    ASSERT_TRUE(entries) << entries.error().text().toStdString();
    QMap<QString, TarEntry> byPath;
    for (const TarEntry &entry : *entries)
        byPath.insert(entry.path, entry);
    EXPECT_EQ(byPath.value(QStringLiteral("data")).uid, 10000);
    EXPECT_EQ(byPath.value(QStringLiteral("data/.env")).content, "A=1\n");
    EXPECT_EQ(byPath.value(QStringLiteral("data/.env")).uid, 10000);
    EXPECT_EQ(byPath.value(QStringLiteral("data/weixin/accounts/x.json")).gid, 10000);
    EXPECT_EQ(byPath.value(QStringLiteral("data/中文 名")).mode, 0644U);
    EXPECT_EQ(byPath.value(QStringLiteral("data/weixin")).type, TarEntry::Type::Directory);
    EXPECT_FALSE(byPath.contains(QStringLiteral("data/seed"))) << "NoCopy: the image's content stays out of the home";
    const auto single = engine().getArchive(next, data("/.env"), call());
    ASSERT_TRUE(single);
    EXPECT_EQ(readTar(*single)->first().path, QStringLiteral(".env"));
}

TEST_P(Conformance, aDotEntryDoesNotSetTheTopDirectory)
{
    const QString volume = makeVolume("home", m_peer->makeDirectory(m_run));
    ContainerSpec tenant = spec("a");
    tenant.mounts = {{volume, data()}};
    const QString id = create(tenant);
    const auto before = engine().statArchive(id, data(), call());
    ASSERT_TRUE(before);
    ASSERT_TRUE(engine().putArchive(id, data(),
        writeTar({{QStringLiteral("."), TarEntry::Type::Directory, {}, 0700, 10000, 10000, 0}, file("x", "1")}),
        call()));
    EXPECT_EQ(engine().statArchive(id, data(), call())->mode, before->mode);
    EXPECT_EQ(engine().statArchive(id, data("/x"), call())->size, 1);
}

TEST_P(Conformance, withoutNoCopyAnEmptyHomeGetsTheImagesContent)
{
    const QString volume = makeVolume("home", m_peer->makeDirectory(m_run));
    ContainerSpec tenant = spec("a");
    tenant.mounts = {{volume, data(), false, false}};
    const QString id = create(tenant);
    EXPECT_TRUE(engine().statArchive(id, data("/seed"), call()));
}

TEST_P(Conformance, saysWhatIsMissingForAnArchive)
{
    const QString id = create(spec("a"));
    const QByteArray archive = writeTar({file("x", "1")});
    EXPECT_EQ(engine().putArchive(id, QStringLiteral("/nowhere"), archive, call()).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(engine().getArchive(id, QStringLiteral("/nowhere"), call()).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(engine().statArchive(id, QStringLiteral("/nowhere"), call()).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(engine().putArchive(id, data("/seed"), archive, call()).error().kind, ErrorKind::Remote);
    EXPECT_EQ(engine().putArchive(name("none"), opt(), archive, call()).error().kind, ErrorKind::NotFound);
}

TEST_P(Conformance, aHomeWithoutItsDirectoryIsNeitherWrittenNorStarted)
{
    const QString directory = m_peer->makeDirectory(m_run) + QStringLiteral("/missing");
    const QString volume = makeVolume("home", directory);
    if (auto *fake = dynamic_cast<FakeHost *>(m_peer))
        fake->loseDirectory(directory);
    ContainerSpec tenant = spec("a");
    tenant.mounts = {{volume, data()}};
    const QString id = create(tenant);
    const Status written = engine().putArchive(id, opt(), writeTar({file("data/x", "1")}), call());
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(written.error().detail.contains(directory)) << written.error().text().toStdString();
    EXPECT_EQ(engine().startContainer(id, call()).error().kind, ErrorKind::Remote);
}

TEST_P(Conformance, aFullDiskLeavesATruncatedFileBehind)
{
    const QString volume = makeVolume("home", m_peer->makeSmallDirectory(m_run));
    ContainerSpec tenant = spec("a");
    tenant.mounts = {{volume, data()}};
    const QString id = create(tenant);
    ASSERT_TRUE(engine().putArchive(id, opt(), writeTar({file("data/big", "before", 0640)}), call()));
    const QByteArray tooMuch(80 << 20, 'x');
    const Status written = engine().putArchive(id, opt(), writeTar({file("data/big", tooMuch, 0640)}), call());
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, ErrorKind::Remote);
    EXPECT_TRUE(written.error().detail.contains(QStringLiteral("no space left on device")))
        << written.error().text().toStdString();
    EXPECT_FALSE(written.error().hint.isEmpty() && std::string(GetParam()) == "real");
    const auto left = engine().statArchive(id, data("/big"), call());
    ASSERT_TRUE(left) << "so a home is read back before anything starts on it";
    EXPECT_NE(left->size, 6) << "the old file is gone";
    EXPECT_LT(left->size, tooMuch.size());
    const auto packed = engine().getArchive(id, data("/big"), call());
    ASSERT_TRUE(packed) << packed.error().text().toStdString();
    EXPECT_EQ(readTar(*packed)->first().uid, 0) << "it was cut off before it was given to its owner";
}

TEST_P(Conformance, aVolumesNameKeepsItsFirstDevice)
{
    const QString first = m_peer->makeDirectory(m_run);
    const QString volume = makeVolume("home", first);
    const auto again = engine().createBindVolume(volume, m_peer->makeDirectory(m_run + QStringLiteral("-other")),
        {{QStringLiteral("a"), QStringLiteral("b")}}, call());
    ASSERT_TRUE(again) << "it answers as if it had made it";
    EXPECT_EQ(again->options.value(QStringLiteral("device")), first);
    EXPECT_TRUE(again->labels.isEmpty());
    const auto inspected = engine().inspectVolume(volume, call());
    ASSERT_TRUE(inspected);
    EXPECT_EQ(inspected->options.value(QStringLiteral("device")), first);
    EXPECT_EQ(inspected->options.value(QStringLiteral("o")), QStringLiteral("bind"));
    EXPECT_EQ(inspected->driver, QStringLiteral("local"));
}

TEST_P(Conformance, aVolumeInUseIsNotRemovedAndItsDataOutlivesIt)
{
    const QString directory = m_peer->makeDirectory(m_run);
    const QString volume = makeVolume("home", directory);
    ContainerSpec tenant = spec("a");
    tenant.mounts = {{volume, data()}};
    const QString id = create(tenant);
    ASSERT_TRUE(engine().putArchive(id, opt(), writeTar({file("data/x", "1")}), call()));
    EXPECT_EQ(engine().removeVolume(volume, call()).error().kind, ErrorKind::Conflict);
    ASSERT_TRUE(engine().removeContainer(id, true, call()));
    ASSERT_TRUE(engine().removeVolume(volume, call()));
    EXPECT_EQ(engine().inspectVolume(volume, call()).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(engine().removeVolume(volume, call()).error().kind, ErrorKind::NotFound);
    (void)makeVolume("home", directory);
    const QString next = create(tenant);
    EXPECT_TRUE(engine().statArchive(next, data("/x"), call()));
}

TEST_P(Conformance, makesAMissingVolumeAsTheMountSays)
{
    const QString directory = m_peer->makeDirectory(m_run);
    ContainerSpec tenant = spec("a");
    tenant.mounts = {{name("late"), data(), true, false, directory, {{QStringLiteral("hermes.conformance"), m_run}}}};
    const QString id = create(tenant);
    m_volumes.append(name("late"));
    const auto made = engine().inspectVolume(name("late"), call());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->options.value(QStringLiteral("device")), directory);
    EXPECT_EQ(made->labels.value(QStringLiteral("hermes.conformance")), m_run);
    ASSERT_TRUE(engine().removeContainer(id, true, call()));
    EXPECT_TRUE(create(tenant) != id) << "a volume that is there already is taken as it is";
}

TEST_P(Conformance, listsVolumesByLabel)
{
    const auto made = engine().createBindVolume(
        name("v"), m_peer->makeDirectory(m_run), {{QStringLiteral("hermes.conformance"), m_run}}, call());
    ASSERT_TRUE(made);
    m_volumes.append(name("v"));
    const auto list = engine().listVolumes({label()}, call());
    ASSERT_TRUE(list);
    ASSERT_EQ(list->size(), 1);
    EXPECT_EQ(list->first().name, name("v"));
    EXPECT_TRUE(engine().listVolumes({label() + QStringLiteral("x")}, call())->isEmpty());
}

TEST_P(Conformance, aNetworksNameAndAddressesAreTakenOnce)
{
    m_networks = {name("n"), name("m")};
    const auto made = engine().createNetwork(bridge(name("n"), 240), call());
    ASSERT_TRUE(made) << made.error().text().toStdString();
    EXPECT_EQ(engine().createNetwork(bridge(name("n"), 241), call()).error().kind, ErrorKind::Conflict);
    const auto overlapping = engine().createNetwork(bridge(name("m"), 240), call());
    ASSERT_FALSE(overlapping);
    EXPECT_TRUE(overlapping.error().detail.contains(QStringLiteral("overlap")))
        << overlapping.error().text().toStdString();
    const auto network = engine().inspectNetwork(name("n"), call());
    ASSERT_TRUE(network);
    EXPECT_EQ(network->id, *made);
    EXPECT_EQ(network->subnet, QStringLiteral("172.31.240.0/24"));
    EXPECT_EQ(network->gateway, QStringLiteral("172.31.240.1"));
    EXPECT_EQ(network->driver, QStringLiteral("bridge"));
    EXPECT_EQ(network->options.value(QStringLiteral("com.docker.network.bridge.enable_icc")), QStringLiteral("false"));
    EXPECT_EQ(network->labels.value(QStringLiteral("hermes.conformance")), name("n"));
    const auto list = engine().listNetworks(call());
    ASSERT_TRUE(list);
    EXPECT_TRUE(std::any_of(list->begin(), list->end(), [&](const NetworkDetails &each) { return each.id == *made; }));
}

TEST_P(Conformance, aNetworkWithARunningContainerIsNotRemoved)
{
    m_networks = {name("n")};
    ASSERT_TRUE(engine().createNetwork(bridge(name("n"), 242), call()));
    ContainerSpec tenant = spec("a");
    tenant.network = name("n");
    const QString id = run(tenant);
    EXPECT_EQ(engine().inspectNetwork(name("n"), call())->containerIds, QStringList{id});
    EXPECT_EQ(inspect(id).networks, QStringList{name("n")});
    EXPECT_EQ(engine().removeNetwork(name("n"), call()).error().kind, ErrorKind::Conflict);
    ASSERT_TRUE(engine().removeContainer(id, true, call()));
    EXPECT_TRUE(engine().removeNetwork(name("n"), call()));
    EXPECT_EQ(engine().inspectNetwork(name("n"), call()).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(engine().removeNetwork(name("n"), call()).error().kind, ErrorKind::NotFound);
    const QString orphan = create(tenant);
    EXPECT_EQ(engine().startContainer(orphan, call()).error().kind, ErrorKind::NotFound)
        << "create does not look for it";
    EXPECT_EQ(inspect(orphan).summary.state, QStringLiteral("created"));
}

TEST_P(Conformance, knowsItsImagesAndItself)
{
    const auto image = engine().inspectImage(m_peer->image(), call());
    ASSERT_TRUE(image) << image.error().text().toStdString();
    EXPECT_TRUE(image->id.startsWith(QStringLiteral("sha256:")));
    EXPECT_TRUE(image->tags.contains(m_peer->image()));
    EXPECT_TRUE(image->repoDigests.isEmpty()) << "made here, not pulled";
    EXPECT_EQ(engine().inspectImage(image->id, call())->id, image->id);
    const QString id = create(spec("a"));
    EXPECT_EQ(inspect(id).summary.imageId, image->id);
    ContainerSpec byId = spec("b");
    byId.image = image->id;
    EXPECT_EQ(inspect(create(byId)).summary.imageId, image->id) << "an id instead of a name pins it";
    EXPECT_EQ(
        engine().inspectImage(QStringLiteral("hermes-conformance:none"), call()).error().kind, ErrorKind::NotFound);
    EXPECT_FALSE(engine().pullImage(QStringLiteral("127.0.0.1:1/hermes-conformance:none"), {}, call()));
    const auto info = engine().info(call());
    ASSERT_TRUE(info);
    EXPECT_EQ(info->apiVersion, QStringLiteral("1.41"));
    EXPECT_FALSE(info->id.isEmpty());
    EXPECT_GT(info->cpus, 0);
    EXPECT_GT(info->memoryBytes, 1 << 20);
    EXPECT_FALSE(info->podman);
}
