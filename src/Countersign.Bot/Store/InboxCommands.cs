using System.Data.Common;

namespace Countersign.Bot.Store;

/// <summary>The inbox's writes, prepared once: at thousands a second, preparing each would cost more than running it.</summary>
internal sealed class InboxCommands : IDisposable
{
    private readonly DbCommand _insert;
    private readonly DbCommand _insertBody;
    private readonly DbCommand _find;
    private readonly DbCommand _complete;
    private readonly DbCommand _fail;
    private readonly DbCommand _prune;
    private readonly DbCommand _ask;

    public InboxCommands(Database database, DbConnection connection)
    {
        _insert = database.Prepared(connection,
            """
            insert into deliveries (forge, delivery, event, headers, received_at, changed_at)
            values (@Forge, @Delivery, @Event, @Headers, @At, @At)
            on conflict do nothing returning id
            """,
            "Forge", "Delivery", "Event", "Headers", "At");
        _insertBody = database.Prepared(connection, "insert into bodies (id, body) values (@Id, @Body)", "Id", "Body");
        _find = database.Prepared(connection,
            "select id, state = 'completed' from deliveries where forge = @Forge and delivery = @Delivery", "Forge", "Delivery");
        _complete = database.Prepared(connection,
            "update deliveries set state = 'completed', reason = null, changed_at = @At where id = @Id", "At", "Id");
        _fail = database.Prepared(connection,
            """
            update deliveries set state = 'failed', attempts = attempts + 1, reason = @Reason, changed_at = @At
            where id = @Id and state <> 'completed'
            """,
            "Reason", "At", "Id");
        _ask = database.Prepared(connection, "update deliveries set asks_for = @Key where id = @Id", "Key", "Id");
        _prune = database.Prepared(connection,
            """
            delete from deliveries where id in
              (select id from deliveries where state = 'completed' and changed_at < @Before order by changed_at limit @Limit)
            """,
            "Before", "Limit");
    }

    public Receipt Accept(Delivery delivery, string headers)
    {
        var inserted = _insert
            .With(delivery.Forge, delivery.Guid, delivery.Event, headers, Stamp.Of(delivery.ReceivedAt)).ExecuteScalar();
        if (inserted is not long id)
            return Find(delivery);
        _insertBody.With(id, delivery.Body.ToArray()).ExecuteNonQuery();
        return new(new(id), IsCompleted: false);
    }

    public void Ask(DeliveryId id, string key) => _ask.With(key, id.Value).ExecuteNonQuery();

    public void Complete(DeliveryId id, DateTimeOffset at) => _complete.With(Stamp.Of(at), id.Value).ExecuteNonQuery();

    public void Fail(DeliveryId id, string reason, DateTimeOffset at) =>
        _fail.With(reason, Stamp.Of(at), id.Value).ExecuteNonQuery();

    public int Prune(DateTimeOffset before, int limit) => _prune.With(Stamp.Of(before), limit).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in new[] { _insert, _insertBody, _find, _complete, _fail, _prune, _ask })
            command.Dispose();
    }

    private Receipt Find(Delivery delivery)
    {
        using var reader = _find.With(delivery.Forge, delivery.Guid).ExecuteReader();
        reader.Read();
        return new(new(reader.GetInt64(0)), reader.GetBoolean(1));
    }
}
