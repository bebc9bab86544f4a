from . import retail_answer_import
