#include "tenantsecrets.h"

#include "jobs.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace hermes::desktop {

void TenantSecrets::clear()
{
    m_tried = false;
    m_values.clear();
    m_records.set({});
}

void TenantSecrets::setPlanKeys(const QStringList &keys)
{
    QList<SecretRecord> records;
    for (const QString &key : keys)
        records.append({key, true, m_values.contains(key) ? tr("typed") : QString(), {}});
    for (const SecretRecord &record : m_records.records()) {
        if (!record.fixedKey)
            records.append(record);
    }
    set(records);
}

void TenantSecrets::add()
{
    set(m_records.records() + QList<SecretRecord>{{{}, false, {}, {}}});
}

void TenantSecrets::remove(int row)
{
    QList<SecretRecord> records = m_records.records();
    if (row < 0 || row >= records.size())
        return;
    m_values.remove(records.at(row).key);
    records.removeAt(row);
    set(records);
}

void TenantSecrets::setKey(int row, const QString &key)
{
    QList<SecretRecord> records = m_records.records();
    if (row < 0 || row >= records.size() || records.at(row).key == key)
        return;
    const Secret value = m_values.take(records.at(row).key);
    records[row].key = key;
    if (!value.isEmpty())
        m_values.insert(key, value);
    set(records);
}

void TenantSecrets::setText(int row, const QString &value)
{
    QList<SecretRecord> records = m_records.records();
    if (row < 0 || row >= records.size())
        return;
    m_values.remove(records.at(row).key);
    if (!value.isEmpty())
        m_values.insert(records.at(row).key, Secret(value.toUtf8()));
    records[row].source = value.isEmpty() ? QString() : tr("typed");
    set(records);
}

void TenantSecrets::setFile(int row, const QUrl &file)
{
    const QString path = file.toLocalFile();
    // The file may lie on a slow disk: never read it on this thread.
    readSecretFile(path).then(
        this, [this, row, path](const Result<Secret> &value) { takeFile(row, QFileInfo(path).fileName(), value); });
}

void TenantSecrets::takeFile(int row, const QString &name, const Result<Secret> &value)
{
    QList<SecretRecord> records = m_records.records();
    if (row >= records.size())
        return;
    if (!value) {
        Q_EMIT failed(value.error());
        return;
    }
    m_values.insert(records.at(row).key, *value);
    records[row].source = name;
    set(records);
}

void TenantSecrets::demandAll()
{
    m_tried = true;
    retranslate();
}

void TenantSecrets::retranslate()
{
    set(m_records.records());
}

void TenantSecrets::set(const QList<SecretRecord> &records)
{
    QList<SecretRecord> checked = records;
    for (SecretRecord &record : checked)
        record.error = errorOf(record);
    m_records.set(checked);
    Q_EMIT changed();
}

QString TenantSecrets::errorOf(const SecretRecord &record) const
{
    static const QRegularExpression pattern(u"^[A-Z_][A-Z0-9_]*$"_s);
    if (!record.fixedKey && !pattern.match(record.key).hasMatch())
        return m_tried || !record.key.isEmpty() ? tr("Capital letters, digits and _ only.") : QString();
    const Secret value = m_values.value(record.key);
    if (value.isEmpty())
        return m_tried ? tr("Paste it or choose its file.") : QString();
    if (value.reveal().contains('\n'))
        return record.source == tr("typed") ? tr("More than one line; a key is one line.")
                                            : tr("More than one line in this file; a key is one line.");
    return {};
}

int TenantSecrets::errorCount() const
{
    const QList<SecretRecord> &records = m_records.records();
    return int(std::count_if(
        records.begin(), records.end(), [](const SecretRecord &record) { return !record.error.isEmpty(); }));
}

QStringList TenantSecrets::names() const
{
    QStringList names;
    for (const SecretRecord &record : m_records.records()) {
        const Secret value = m_values.value(record.key);
        if (!value.isEmpty() && !value.reveal().contains('\n'))
            names.append(record.key);
    }
    return names;
}

QMap<QString, Secret> TenantSecrets::values() const
{
    QMap<QString, Secret> values;
    for (const SecretRecord &record : m_records.records())
        values.insert(record.key, m_values.value(record.key));
    return values;
}

} // namespace hermes::desktop
