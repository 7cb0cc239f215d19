"""Signs in at the demo's own page, with its password."""

from flask.testing import FlaskClient

from wirgrants.demo.people import PASSWORD


def sign_in(client: FlaskClient, email: str) -> str:
    """Send the form as this person; where the answer leads."""
    page = client.get("/anmelden").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    answer = client.post(
        "/anmelden",
        data={"email": email, "password": PASSWORD, "csrf_token": token},
        headers={"Referer": "http://localhost/anmelden"},
    )
    return str(answer.location)
