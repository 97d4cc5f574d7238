namespace Countersign.Sandbox.Accounts;

/// <summary>The accounts, by login and by e-mail.</summary>
internal sealed class ActorDirectory
{
    private readonly List<Actor> actors = [];

    public ActorDirectory()
    {
        WebFlow = Add(19_864_447, "web-flow", "GitHub", "noreply@github.com", ActorKind.User);
        Ghost = Add(10_137, "ghost", "Deleted user", "ghost@users.noreply.github.com", ActorKind.User);
    }

    /// <summary>GitHub's own account: committer of what is merged or edited on the web.</summary>
    public Actor WebFlow { get; }

    public Actor Ghost { get; }

    public IReadOnlyList<Actor> All => actors;

    public Actor Add(long id, string login, string name, string email, ActorKind kind)
    {
        if (Find(login) is not null) throw RefusedException.Invalid("User", "login", $"`{login}` is already taken");
        var actor = new Actor(id, login, name, email, kind);
        actors.Add(actor);
        return actor;
    }

    public Actor? Find(string login) =>
        actors.Find(actor => actor.Login.Equals(login, StringComparison.OrdinalIgnoreCase));

    public Actor? FindByEmail(string email) =>
        actors.Find(actor => actor.Email.Equals(email, StringComparison.OrdinalIgnoreCase));
}
