"""Why a bulletin cannot be read, in the codes of the extraction contract.

`empty_file`, `not_a_pdf`, `encrypted_pdf`, `damaged_pdf`, `no_pages`, `too_large`, `too_many_pages`,
`time_limit`, `memory_limit`, `unreadable`. The message says what is wrong and what to do about it.
"""


class UnreadableBulletin(Exception):
    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(f"{code}: {message}")
