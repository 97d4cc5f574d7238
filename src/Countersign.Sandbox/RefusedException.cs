namespace Countersign.Sandbox;

/// <summary>
/// What GitHub answers when it will not do something. It is thrown by the operations (a test that expects
/// success must not go on) and becomes the response of the REST API.
/// </summary>
/// <param name="status">The HTTP status GitHub uses for this refusal.</param>
/// <param name="message">The <c>message</c> of GitHub's error body.</param>
/// <param name="errors">The <c>errors</c> of GitHub's error body: strings or objects.</param>
public sealed class RefusedException(int status, string message, params IReadOnlyList<object> errors) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The <c>errors</c> array; empty when GitHub sends none.</summary>
    public IReadOnlyList<object> Errors { get; } = errors;

    internal static RefusedException NotFound() => new(404, "Not Found");

    internal static RefusedException Forbidden(string message) => new(403, message);

    internal static RefusedException Unprocessable(string error) => new(422, "Unprocessable Entity", error);

    internal static RefusedException Invalid(string resource, string field, string message, string code = "custom") =>
        new(422, "Validation Failed", new { resource, code, field, message });
}
